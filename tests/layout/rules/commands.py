"""Every command in a document is run by a test, or marked as an illustration.

A block ```sh is an illustration when <!-- illustration --> stands on the line before it. Any other line
of it must be in tests/layout/commands.txt, which names the test that runs it.
"""

import re

from . import Fault

LIST = "tests/layout/commands.txt"
BLOCK = re.compile(r"(?P<before>[^\n]*)\n```(?:sh|bash|shell|console)\n(?P<body>.*?)\n```", re.DOTALL)
MARK = "<!-- illustration -->"


def known_commands(tree):
    """{command: test} of the list; a line is `command  # test`."""
    lines = (line for line in tree.get(LIST, "").splitlines() if line and not line.startswith("#"))
    pairs = (line.rpartition("  # ") for line in lines)
    return {command.strip(): test.strip() for command, _, test in pairs}


def commands_of(body):
    """Joins continued lines; leaves out comments and empty lines."""
    for line in body.replace("\\\n", " ").splitlines():
        command = re.sub(r"\s+#.*$", "", line.strip())
        if command and not command.startswith("#"):
            yield re.sub(r"\s+", " ", command)


def check_commands(tree):
    known = known_commands(tree)
    for command, test in known.items():
        if not any(path == test or path.startswith(test + "/") for path in tree):
            yield Fault(LIST, 1, "command-list", f"{command}: the test {test!r} does not exist")
    for path, text in tree.items():
        if path.endswith(".md"):
            yield from check_document(path, text, known)


def check_document(path, text, known):
    for block in BLOCK.finditer("\n" + text):
        if MARK in block["before"]:
            continue
        line = text.count("\n", 0, max(block.start("body") - 1, 0)) + 1
        for command in commands_of(block["body"]):
            if command not in known:
                yield Fault(path, line, "untested-command", f"{command}: add it to {LIST} with its test, or mark it")
