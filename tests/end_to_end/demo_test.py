"""The demo, as the README promises it: twice, with nothing left running."""

import pathlib
import re
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from suite import ROOT, Suite, run_tests

FOLDER = ROOT / ".bestand/test/demo"


class Demo(unittest.TestCase):
    def test_does_the_main_job_twice_and_leaves_nothing_running(self):
        with Suite(FOLDER) as suite:
            begin = time.monotonic()
            first = suite.run_demo()
            seconds = time.monotonic() - begin
            second = suite.run_demo()
        self.check_first(first)
        self.assertLess(seconds, 180, "the demo is promised in three minutes")
        self.assertRegex(second, r"imported count\s+0\b")
        self.assertEqual(left_running(), [])

    def check_first(self, printed):
        self.assertRegex(printed, r"row count\s+541909")
        self.assertRegex(printed, r"customer id is missing\s+135080")
        self.assertRegex(printed, r"baseline auc\s+0\.\d+")
        rate = float(re.search(r"opt in rate\s+(0\.\d+)", printed)[1])
        self.assertTrue(0.1 < rate < 0.5, f"the opt-in rate is {rate}")
        self.assertRegex(printed, r"blocked value\s+[\d,]+\.\d\d GBP")
        self.assertRegex(printed, r"BUY AGAIN +BOUGHT ON.*\n +\S.* \d+ days +20\d\d-\d\d-\d\d +\d+ days +(not yet|due|overdue)")
        self.assertRegex(printed, r"NEW FOR YOU +WHY\n +\S.*bought after .+ \d+\.\d x as often as expected, n = \d+")
        self.assertRegex(printed, r"LIFT LOWER BOUND\n +\S")
        self.assertRegex(printed, r"KIND_GIVEN")
        self.assertRegex(printed, r"net gain total\s+[\d,]+\.\d\d GBP")


def left_running():
    """Command lines that still name the suite's folder."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(FOLDER) in words:
            found.append(words)
    return found


if __name__ == "__main__":
    run_tests()
