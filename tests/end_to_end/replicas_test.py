"""Two replicas of scoring on one database: they share jobs, and both know what is new. The rows are the judge."""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import small_shop
from second import Second
from suite import ROOT, Suite, run_tests

_PATIENCE_SECONDS = 60
_LINE = ('{"product":"products/P","product_display_name":"P","quantity":1,'
         '"unit_price":{"currency_code":"GBP","units":%d}}')


class Replicas(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test/replicas"))
        small_shop.import_text(cls.suite, small_shop.sales())
        cls.suite.ctl("models", "fit", "--buying-model", "mbg-nbd")
        cls.suite.ctl("scores", "run")
        cls.customer = cls.suite.json("scores", "at-risk", "--page-size", "1")["scores"][0]["customer"].split("/")[1]
        cls.other = cls.enterClassContext(Second(cls.suite, "scoring"))

    def await_true(self, holds, what):
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not holds():
            self.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.1)

    def score(self, *where):
        done = self.suite.try_ctl("-o", "json", *where, "scores", "get", self.customer)
        return json.loads(done.stdout) if done.returncode == 0 else {}

    def test_a_job_is_done_once_whichever_replica_is_killed(self):
        customers = int(self.suite.json("purchases", "span")["customer_count"])
        chance = random.Random(5)
        for _ in range(6):
            job = self.suite.json("scores", "run", "--no-wait")["scoring_job"]["name"].split("/")[1]
            time.sleep(chance.uniform(0, 0.6))
            chance.choice([self.kill_first, self.other.kill_and_start])()
            self.await_true(lambda job=job: self.succeeded(job), f"job {job}")
            rows = self.suite.sql("SELECT count(*), count(DISTINCT customer_id) FROM scores WHERE set_number = "
                                  "(SELECT published FROM score_head)", "scoring").strip()
            self.assertEqual(rows, f"{customers}|{customers}")

    def kill_first(self):
        os.kill(self.suite.pid("scoring"), signal.SIGKILL)

    def succeeded(self, job):
        return '"JOB_STATE_SUCCEEDED"' in self.suite.try_ctl("-o", "json", "scoring-jobs", "get", job).stdout

    def test_every_replica_shows_a_purchase(self):
        self.await_true(lambda: self.score() and self.score(*self.other.where()), "both replicas answer")
        before = int(self.score()["score"]["revenue_so_far"]["units"])
        self.suite.ctl("purchases", "record", self.customer, "--source", "till", "--external-id", "1",
                       "--purchase-time", "2011-12-09T12:00:00Z", "--lines", _LINE % 5)
        for where in [], self.other.where():
            self.await_true(lambda where=where: int(self.score(*where)["score"]["revenue_so_far"]["units"]) == before + 5,
                            f"the purchase is seen {where}")

    def test_without_its_database_a_replica_says_that_it_is_stale(self):
        self.await_true(lambda: "score" in self.score() and not self.score().get("stale"), "a fresh answer")
        postgres = self.suite.pid("postgres")
        backends = [int(pid) for pid in subprocess.run(["pgrep", "-P", str(postgres)], check=True, text=True,
                                                       stdout=subprocess.PIPE).stdout.split()]
        for pid in [postgres, *backends]:
            os.kill(pid, signal.SIGSTOP)
        try:
            self.await_true(lambda: self.score().get("stale"), "a stale answer")
            self.assertIn("lifetime_value_60_months", self.score()["score"])
        finally:
            for pid in [postgres, *backends]:
                os.kill(pid, signal.SIGCONT)
        self.await_true(lambda: "score" in self.score() and not self.score().get("stale"), "fresh again")


if __name__ == "__main__":
    run_tests()
