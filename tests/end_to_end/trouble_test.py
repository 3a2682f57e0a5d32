"""Things that break: processes killed at any moment, services away. A ledger kept here is the judge."""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import threading
import time
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import small_shop
from suite import BIN, ROOT, Suite, run_tests

KILLS = 6  # of each process
_RECOVERY_SECONDS = 30


class Trouble(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test/trouble"))
        small_shop.open_shop(cls.suite)
        cls.customers = [score["customer"].removeprefix("customers/")
                         for score in cls.suite.json("scores", "at-risk", "--page-size", "50")["scores"]]

    def eventually(self, *words):
        deadline = time.monotonic() + _RECOVERY_SECONDS
        while (done := self.suite.try_ctl(*words)).returncode != 0 and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def kill_now_and_then(self, name, writers):
        chance = random.Random(f"{name}")
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.3, 1.5))
            try:
                os.kill(self.suite.pid(name), signal.SIGKILL)
            except (FileNotFoundError, ProcessLookupError):
                pass  # between two lives
        time.sleep(0.5)
        for writer in writers:
            writer.stop()

    def test_purchases_survive_the_kill_of_the_service_and_of_the_database(self):
        for name in ["customer-profile", "postgres"]:
            with self.subTest(killed=name):
                writers = [Purchases(self.suite, f"{name}-{i}") for i in range(3)]
                self.kill_now_and_then(name, writers)
                self.eventually("customers", "list", "--page-size", "1")
                for writer in writers:
                    self.assertGreater(len(writer.acknowledged), 0)
                    self.check_purchases(writer)

    def check_purchases(self, writer):
        stored = self.suite.sql("SELECT external_id, count(*) FROM purchase_lines WHERE source = 'ledger' AND "
                                f"customer_id = '{writer.customer}' GROUP BY 1", "customer_profile")
        counts = dict(line.split("|") for line in stored.split())
        for number in writer.acknowledged:
            self.assertEqual(counts.get(number), "1", f"purchase {number} was acknowledged")
        days = self.suite.json("purchases", "summary", writer.customer)["summary"]
        self.assertEqual(int(days.get("repeat_count", 0)) + 1, len(counts), "one purchase a day was made")

    def test_objections_survive_the_kill_of_consent_and_count_once(self):
        writers = [Objections(self.suite, customer) for customer in self.customers[:3]]
        self.kill_now_and_then("consent", writers)
        self.eventually("purposes", "list")
        self.assertGreater(sum(writer.retries for writer in writers), 0, "no call fell into an outage")
        for writer in writers:
            self.assertGreater(len(writer.acknowledged), 0)
            events = self.suite.json("consent", "events", writer.customer, "--page-size", "1000")["events"]
            kinds = [event["kind"] for event in events if event["kind"].startswith("OBJECT")]
            # One call may have been under way when the writer stopped: done, but not acknowledged.
            self.assertEqual(kinds[:len(writer.acknowledged)], writer.acknowledged)
            self.assertLessEqual(len(kinds), len(writer.acknowledged) + 1, "an event was doubled")
            self.assertFalse(self.check(writer.customer).get("allowed", False))
        self.assertIn("sound: ", self.suite.ctl("consent", "verify"))

    def check(self, customer):
        return self.suite.json("consent", "check", customer, "--channel", "email", "--message-class", "marketing",
                               "--purpose", small_shop.PURPOSE)

    def test_the_other_services_start_again_by_themselves(self):
        before = self.score(self.customers[0])
        for name in ["scoring", "reward-catalog"]:
            os.kill(self.suite.pid(name), signal.SIGKILL)
        self.assertIn("lifetime value", self.eventually("scores", "get", self.customers[0]))
        self.assertEqual(self.score(self.customers[0]), before)
        self.eventually("budgets", "get", "wake-up")

    def score(self, customer):
        """What scoring says, but for the moment at which it knew so."""
        answer = self.suite.json("scores", "get", customer)
        del answer["known_time"]
        return answer

    def test_an_accepted_gift_is_in_the_ledger_once_whatever_is_killed(self):
        accepted = []
        for customer in small_shop.confirm(self.suite, self.customers[40:46]):
            decision = self.suite.json("rewards", "recommend", customer, "--moment", "wake-up", "--purpose",
                                       small_shop.PURPOSE, "--budget", "budgets/wake-up")["decision"]
            words = ["--timeout", "3", "rewards", "accept", decision["name"].removeprefix("decisions/"),
                     decision["offered"][0]["reward"].removeprefix("rewards/")]
            killer = threading.Timer(0.05, self.kill_both)
            killer.start()
            if self.suite.try_ctl(*words).returncode == 0:
                accepted.append(customer)
            killer.join()
            self.eventually("budgets", "get", "wake-up")
            self.eventually("customers", "get", customer)
            if customer not in accepted and self.suite.try_ctl(*words).returncode == 0:
                accepted.append(customer)
        self.assertGreater(len(accepted), 0)
        for customer in accepted:
            self.assertEqual(self.await_gifts(customer), 1, f"the gift of {customer} was acknowledged")

    def kill_both(self):
        for name in ["reward-catalog", "customer-profile"]:
            try:
                os.kill(self.suite.pid(name), signal.SIGKILL)
            except (FileNotFoundError, ProcessLookupError):
                pass

    def await_gifts(self, customer):
        """How many gifts the ledger holds, once it holds one; a worker writes what a kill interrupted."""
        deadline = time.monotonic() + _RECOVERY_SECONDS
        while not (gifts := self.suite.json("gifts", "context", customer).get("gifts", [])) \
                and time.monotonic() < deadline:
            time.sleep(0.3)
        time.sleep(1)
        return len(self.suite.json("gifts", "context", customer).get("gifts", gifts))

    def test_a_scoring_job_survives_the_kill_of_scoring(self):
        job = self.suite.json("scores", "run", "--no-wait")["scoring_job"]["name"]
        os.kill(self.suite.pid("scoring"), signal.SIGKILL)
        deadline = time.monotonic() + _RECOVERY_SECONDS
        state = ""
        while state != "JOB_STATE_SUCCEEDED" and time.monotonic() < deadline:
            done = self.suite.try_ctl("-o", "json", "scoring-jobs", "get", job)
            state = "JOB_STATE_SUCCEEDED" if '"JOB_STATE_SUCCEEDED"' in done.stdout else done.stdout
            time.sleep(0.3)
        self.assertEqual(state, "JOB_STATE_SUCCEEDED")

    def test_without_consent_nothing_is_recommended(self):
        with OwnRewardCatalog(self.suite) as target:
            done = self.suite.try_ctl("--address", "reward_catalog", target, "rewards", "recommend", self.customers[0],
                                      "--moment", "wake-up", "--purpose", small_shop.PURPOSE, "--budget",
                                      "budgets/wake-up")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("SERVICE_AWAY", done.stderr)
        self.assertIn("service=consent", done.stderr)

    def test_mails_wait_while_the_mail_server_is_away_and_go_out_once(self):
        os.kill(self.suite.pid("mail"), signal.SIGSTOP)
        customer = self.customers[-1]
        self.suite.ctl("consent", "request", customer, "--email-address", "waiting@example.test", "--purposes",
                       small_shop.PURPOSE)
        time.sleep(2)
        self.assertEqual(self.mails_to("waiting@example.test"), 0)
        os.kill(self.suite.pid("mail"), signal.SIGKILL)  # a new one starts
        deadline = time.monotonic() + 90
        while self.mails_to("waiting@example.test") == 0 and time.monotonic() < deadline:
            time.sleep(0.3)
        time.sleep(3)
        self.assertEqual(self.mails_to("waiting@example.test"), 1)

    def mails_to(self, address):
        folder = pathlib.Path(self.suite.addresses["mail_folder"]) / "new"
        return sum(address in file.read_text(encoding="utf-8", errors="replace") for file in folder.glob("*"))


class Writer(threading.Thread):
    """Writes until it is stopped, and remembers what was acknowledged."""

    def __init__(self, suite):
        super().__init__(daemon=True)
        self.suite, self.acknowledged, self._going = suite, [], True
        self.start()

    def run(self):
        number = 0
        while self._going and self.write(number):
            number += 1

    def stop(self):
        self._going = False
        self.join()


class Purchases(Writer):
    """One purchase a day. A failed one is tried again with the same number, so that none is made twice."""

    def __init__(self, suite, name):
        self.customer = f"ledger-{name}"
        suite.ctl("customers", "create", self.customer, "--kind", "person")
        super().__init__(suite)

    def write(self, number):
        day = time.strftime("%Y-%m-%d", time.gmtime(number * 86400 + 1_000_000_000))
        words = ["--timeout", "3", "purchases", "record", self.customer, "--source", "ledger", "--external-id",
                 f"{self.customer}-{number}", "--purchase-time", f"{day}T12:00:00Z", "--lines",
                 '{"product":"products/P","product_display_name":"P","quantity":1,'
                 '"unit_price":{"currency_code":"GBP","units":5}}']
        while self.suite.try_ctl(*words).returncode != 0:
            if not self._going:
                return False
            time.sleep(0.1)
        self.acknowledged.append(f"{self.customer}-{number}")
        return True


class Objections(Writer):
    """One customer objects and lifts it in turn; a failed call is repeated with the same request id."""

    def __init__(self, suite, customer):
        self.customer, self.retries = customer, 0
        super().__init__(suite)

    def write(self, number):
        verb, kind = [("object", "OBJECTED"), ("lift-objection", "OBJECTION_LIFTED")][number % 2]
        words = ["--timeout", "3", "consent", verb, self.customer, "--channel", "email", "--request-id",
                 str(uuid.uuid4()), *(["--reason", "a test"] if number % 2 else [])]
        while self.suite.try_ctl(*words).returncode != 0:
            if not self._going:
                return False
            self.retries += 1
            time.sleep(0.1)
        self.acknowledged.append(kind)
        return True


class OwnRewardCatalog:
    """A second reward-catalog on the same database for which consent is away."""

    def __init__(self, suite):
        self._suite, self._file = suite, suite.folder / "own.json"

    def __enter__(self):
        words = [BIN / "reward-catalog", "serve", "--config", self._suite.settings("reward-catalog"),
                 "--insecure-loopback", "--addresses-file", self._file, "--set", "server.listen=127.0.0.1:0",
                 "--set", "server.health_listen=127.0.0.1:0", "--set", "server.metrics_listen=127.0.0.1:0",
                 "--set", "clients.consent.target=127.0.0.1:1"]
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while not self._file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        return json.loads(self._file.read_text(encoding="utf-8"))["data"]

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(30)



if __name__ == "__main__":
    run_tests()
