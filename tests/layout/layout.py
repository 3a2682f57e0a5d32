"""Checks the tree against its rules: layout.py <root>. Prints each fault; ends with 1 when there is one."""

import pathlib
import subprocess
import sys

from rules.commands import check_commands
from rules.includes import check_includes
from rules.proofs import check_proofs
from rules.sizes import check_sizes
from rules.words import check_words

CHECKS = (check_includes, check_sizes, check_words, check_commands, check_proofs)


def files_in(root):
    """Paths of what is, or is about to be, under version control; all files where there is no git."""
    git = ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z", "-co", "--exclude-standard"]
    listed = subprocess.run(git, capture_output=True, check=False)
    if listed.returncode == 0:
        return [path for path in listed.stdout.decode().split("\0") if path]
    found = (path for path in pathlib.Path(root).rglob("*") if path.is_file())
    paths = [path.relative_to(root).as_posix() for path in found]
    return [path for path in paths if not path.startswith((".bestand/", ".git/"))]


def read_tree(root):
    """Returns {path: text} of every text file."""
    tree = {}
    for path in files_in(root):
        file = pathlib.Path(root, path)
        if not file.is_file():
            continue
        try:
            tree[path] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            tree[path] = ""  # a binary file: only its name is checked
    return tree


def faults_of(tree):
    return [fault for check in CHECKS for fault in check(tree)]


def main():
    tree = read_tree(sys.argv[1])
    faults = faults_of(tree)
    for fault in faults:
        print(fault)
    print(f"{len(tree)} files, {len(faults)} faults")
    return 1 if faults or not tree else 0


if __name__ == "__main__":
    sys.exit(main())
