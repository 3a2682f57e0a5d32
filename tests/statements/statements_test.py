#!/usr/bin/env python3
"""Fails for every SQL statement that no test ran.

./bestand test gives each test program a folder (BESTAND_STATEMENTS_RUN) to note there which statements its
PostgreSQL ran; see tests/support/postgres.h. Of a run of some tests nothing can be said: skipped.
"""

import os
import pathlib
import re
import sys

NAME = re.compile(r"^-- name: *([a-z0-9_]+)", re.MULTILINE)


def written(root):
    """Names as in the comment that each statement begins with: scoring.get_score."""
    names = set()
    for file in root.glob("**/sql/*.sql"):
        storage = file.parent.parent
        room = storage.parent.name if storage.name == "storage" else storage.name
        names |= {f"{room}.{name}" for name in NAME.findall(file.read_text(encoding="utf-8"))}
    return names


def run(folder):
    return {line for file in folder.iterdir() for line in file.read_text(encoding="utf-8").split()}


def main():
    if os.environ.get("BESTAND_ALL_TESTS") != "yes":
        print("only some tests ran, so that statements without a test cannot be told")
        return 77
    root = pathlib.Path(sys.argv[1])
    never = sorted(name for top in ("common", "services")
                   for name in written(root / top) - run(pathlib.Path(os.environ["BESTAND_STATEMENTS_RUN"])))
    for name in never:
        print(f"{name}: no test runs this statement; write one, or remove it")
    return 1 if never else 0


sys.exit(main())
