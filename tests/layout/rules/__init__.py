"""The rules of the tree. Each takes a tree {path from the root: text} and yields Fault."""

from typing import NamedTuple


class Fault(NamedTuple):
    path: str
    line: int
    rule: str
    what: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.what}"


def is_cpp(path):
    return path.endswith((".cc", ".h"))


def is_product_cpp(path):
    """C++ that is held to the sizes: everything but tests."""
    return is_cpp(path) and not path.startswith("tests/")
