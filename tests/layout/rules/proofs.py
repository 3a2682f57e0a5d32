"""A document that names a test names one that exists.

`Suite.Case` is a GoogleTest, `file.py: test_name` one of Python's, `tests/folder` a whole one, and
`./bestand bench NAME` a part of the benchmarks.
"""

import re

from . import Fault

DOCUMENT = "docs/threats.md"
CASE = re.compile(r"`(?:(?P<suite>[A-Z]\w+)\.(?P<case>[A-Z]\w+)|(?P<file>[a-z_]+\.py): (?P<name>test_\w+)|(?P<folder>tests/[\w/]+)"
                  r"|\./bestand bench (?P<part>\w+))`")
DEFINED = re.compile(r"^TEST(?:_F|_P)?\((\w+),\s*(\w+)\)", re.MULTILINE)
ROW = re.compile(r"^\|(?P<promise>[^|]*)\|(?P<rest>.*)\|$", re.MULTILINE)


def tests_of(tree):
    """Everything that may be named."""
    known = set()
    for path, text in tree.items():
        if not path.startswith("tests/"):
            continue
        known.update(path[:end] for end in (match.start() for match in re.finditer("/", path)))
        if path.endswith("_test.cc"):
            known.update(f"{suite}.{case}" for suite, case in DEFINED.findall(text))
        elif path.endswith("_test.py"):
            name = path.rpartition("/")[2]
            known.update(f"{name}: {test}" for test in re.findall(r"^    def (test_\w+)\(", text, re.MULTILINE))
        elif path == "tests/bench/run":
            parts = re.search(r"^PARTS = \[(.*)\]", text, re.MULTILINE)
            known.update(f"./bestand bench {part}" for part in re.findall(r'"(\w+)"', parts[1] if parts else ""))
    return known


def check_proofs(tree):
    text = tree.get(DOCUMENT)
    if text is None:
        return
    known = tests_of(tree)
    for row in ROW.finditer(text):
        line = text.count("\n", 0, row.start()) + 1
        named = [match[0].strip("`") for match in CASE.finditer(row["rest"])]
        for name in named:
            if name not in known:
                yield Fault(DOCUMENT, line, "unknown-test", f"{name}: there is no such test")
        head = row["promise"].strip()
        if not named and head and not head.startswith("---") and head not in ("Promise", "Not promised"):
            yield Fault(DOCUMENT, line, "unproven", f"{head}: name the test that shows it")
