"""A function fits in the eye, a file on a few screens."""

import re

from . import Fault, is_product_cpp

MOST_FILE_LINES = 250
MOST_FUNCTION_LINES = 30

NOISE = re.compile(
    r'R"(?P<tag>[^()\\ ]*)\(.*?\)(?P=tag)"'  # raw string
    r'|"(?:\\.|[^"\\\n])*"'  # string
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'"  # character; not the ' of 1'000
    r"|//[^\n]*|/\*.*?\*/"  # comments
    r"|^[ \t]*#(?:\\\n|[^\n])*",  # preprocessor
    re.DOTALL | re.MULTILINE,
)
TYPE = re.compile(r"^(?:template\s*<.*>\s*)?(?:typedef\s+)?(?:class|struct|union|enum)\b", re.DOTALL)

INITIALISER = re.compile(r"\)\s*(noexcept\s*)?:(?!:)\s*(.*,\s*)?[\w:<>, ]+$", re.DOTALL)  # `F() : a_(a), b_`


def check_sizes(tree):
    for path, text in tree.items():
        if not is_product_cpp(path):
            continue
        lines = text.count("\n")
        if lines > MOST_FILE_LINES:
            yield Fault(path, lines, "file-size", f"{lines} lines, at most {MOST_FILE_LINES}; cut it in two")
        for start, length in functions_of(text):
            if length > MOST_FUNCTION_LINES:
                what = f"a function of {length} lines, at most {MOST_FUNCTION_LINES}; name its inner parts"
                yield Fault(path, start, "function-size", what)


def without_noise(text):
    """Blanks strings, comments and preprocessor lines, and keeps every line break."""
    return NOISE.sub(lambda match: "\n" * match.group().count("\n"), text)


def functions_of(text):
    """Yields (first line of the body, lines from its opening to its closing brace) of each function.

    A lambda counts as a part of the function around it.
    """
    line, head, parens, scopes = 1, "", 0, []
    for letter in without_noise(text):
        if letter == "\n":
            line += 1
        if letter == "{":
            scopes.append((kind_of(head, parens, scopes), line, head, parens))
            head, parens = "", 0
        elif letter == "}" and scopes:
            kind, start, head, parens = scopes.pop()
            head = head + "{}" if kind == "inner" else ""  # after `b_{b}` a function's head goes on
            if kind == "function":
                yield start, line - start + 1
        elif letter == ";" and parens == 0:
            head = ""
        else:
            parens += (letter == "(") - (letter == ")")
            head += letter


def kind_of(head, parens, scopes):
    """What a brace opens, judged by the text before it: a function, a scope of declarations, or else."""
    head = head.strip()
    if scopes and scopes[-1][0] not in ("namespace", "type"):
        return "inner"
    if parens > 0 or head.endswith("=") or INITIALISER.search(head):
        return "inner"
    if re.match(r"(inline\s+)?namespace\b|extern\b\s*$", head):
        return "namespace"
    head = re.sub(r"^(public|private|protected)\s*:\s*", "", head)
    if TYPE.match(head) and not re.search(r"\)\s*(const|noexcept|override|final|\s)*$", head):
        return "type"
    return "function" if ")" in head else "inner"
