"""Counts test cases: count_tests.py <ctest's JUnit file> <folder of GoogleTest's XML files>.

CTest knows programs, GoogleTest the cases within. A program with a GoogleTest file counts by its cases;
any other counts as one. Prints the reason of everything skipped, then "N passed, N failed, N skipped".
Ends with 1 when something failed or nothing ran at all.
"""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree


def last_line(text):
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def count_program(program, skipped):
    """One line of CTest: (passed, failed). Not run for want of its program is a failure, not a skip."""
    skip = program.find("skipped")
    if skip is not None and skip.get("message", "").startswith("SKIP_"):
        skipped.append(f"{program.get('name')}: {last_line(program.findtext('system-out'))}")
        return 0, 0
    if program.get("status") == "disabled":
        skipped.append(f"{program.get('name')}: not run yet; tests/pending.txt says why")
        return 0, 0
    return (1, 0) if program.get("status") == "run" else (0, 1)


def count_cases(name, file, skipped):
    """The cases of one GoogleTest program: (passed, failed)."""
    passed = failed = 0
    for case in ElementTree.parse(file).iter("testcase"):
        skip = case.find("skipped")
        title = f"{name} {case.get('classname')}.{case.get('name')}"
        if case.find("failure") is not None:
            failed += 1
        elif skip is not None:
            skipped.append(f"{title}: {last_line(skip.get('message'))}")
        elif case.get("status") == "notrun":
            skipped.append(f"{title}: disabled in the source")
        else:
            passed += 1
    return passed, failed


def count(junit, cases_folder):
    """Returns (passed, failed, reasons of what was skipped)."""
    passed = failed = 0
    skipped = []
    for program in ElementTree.parse(junit).iter("testcase"):
        name = program.get("name")
        file = pathlib.Path(cases_folder) / (name.replace("/", "_") + ".xml")
        good, bad = count_cases(name, file, skipped) if file.exists() else count_program(program, skipped)
        if program.get("status") != "run" and file.exists() and bad == 0:
            bad = 1  # it broke outside its cases: a leak at the end, a time limit
        passed, failed = passed + good, failed + bad
    return passed, failed, skipped


def main():
    passed, failed, skipped = count(sys.argv[1], sys.argv[2])
    for reason in skipped:
        print(f"skipped: {reason}")
    print(f"{passed} passed, {failed} failed, {len(skipped)} skipped")
    return 1 if failed or passed + failed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
