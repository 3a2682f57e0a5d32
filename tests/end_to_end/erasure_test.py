"""Erasures while the service is killed again and again: each one ends whole, the log stays sound, and nothing that says
who it was is left in dumps and logs. BESTAND_KILLS says how often."""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from suite import ROOT, Suite, run_tests

CUSTOMERS = 24
KILLS = int(os.environ.get("BESTAND_KILLS", "8"))
PATIENCE_SECONDS = 90
PURPOSE = "purposes/newsletter"
TRACES = ("gone-", "@to-go.example.test", "203.0.113.", "BrowserOfTheGone")


class Erasure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test/erasure", ("customer-profile", "consent")))
        cls.suite.ctl("purposes", "create", "newsletter", "--display-name", "News")
        cls.suite.ctl("wordings", "create", "newsletter", "--language-code", "en", "--text", "I would like news.")

    def test_ends_whole_whenever_the_service_is_killed(self):
        for number in range(CUSTOMERS):
            self.fill(f"gone-{number}", f"c{number}@to-go.example.test")
        self.fill("stays", "stays@example.test")
        self.assertNotEqual(self.traces(), {})
        held = self.request("gone-0")
        self.suite.ctl("erasures", "hold", "gone-0", "--reason", "lawsuit", "--author", "A. Muster")
        names = [self.request(f"gone-{number}") for number in range(1, CUSTOMERS)]
        chance, kills = random.Random(11), 0
        for name in names:
            self.eventually("erasures", "confirm", name)
            if kills < KILLS:
                time.sleep(chance.uniform(0, 0.4))
                kills += self.kill()
        for name in names:
            self.assertEqual(self.await_done(name)["state"], "ERASURE_STATE_DONE")
        self.assertEqual(self.erasure(held)["state"], "ERASURE_STATE_ASKED")
        self.eventually("erasures", "lift-hold", "gone-0", "--reason", "it is over", "--author", "A. Muster")
        self.eventually("erasures", "confirm", held)
        proof = self.await_done(held, whole=True)
        self.assertEqual(proof["tlog_proof"].split("\n")[0], "c2sp.org/tlog-proof@v1")
        self.check(len(names) + 1)

    def check(self, erased):
        self.assertIn("sound: ", self.suite.ctl("consent", "verify"))
        file = self.suite.folder / "consent.log"
        self.suite.ctl("consent", "export", str(file))
        self.assertIn("sound: ", self.suite.ctl("consent", "verify", "--export", str(file)))
        self.assertEqual(self.suite.sql("SELECT count(*) FROM events WHERE kind = 40", "consent").strip(), str(erased))
        self.assertEqual(self.suite.sql("SELECT count(*) FROM subject_keys", "consent_keys").strip(), "1")
        self.assertEqual(self.traces(), {})
        for number in range(CUSTOMERS):
            self.assertEqual(self.suite.json("consent", "list", f"gone-{number}").get("consents", []), [])
        self.assertEqual(len(self.suite.json("consent", "list", "stays")["consents"]), 1)

    def fill(self, customer, address):
        words = ["--email-address", address, "--purposes", PURPOSE, "--ip-address", "203.0.113.7",
                 "--user-agent", "BrowserOfTheGone", "--request-id", self.uuid()]
        self.eventually("consent", "request", customer, *words)
        self.eventually("consent", "object", customer, "--channel", "sms")

    @staticmethod
    def uuid():
        return pathlib.Path("/proc/sys/kernel/random/uuid").read_text(encoding="ascii").strip()

    def request(self, customer):
        return self.suite.json("erasures", "request", customer, "--reason", "by letter")["erasure"]["name"]

    def erasure(self, name, whole=False):
        answer = json.loads(self.eventually("-o", "json", "erasures", "get", name))
        return answer if whole else answer["erasure"]

    def await_done(self, name, whole=False):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (found := self.erasure(name, whole=True))["erasure"]["state"] != "ERASURE_STATE_DONE":
            self.assertLess(time.monotonic(), deadline, found)
            time.sleep(0.2)
        return found if whole else found["erasure"]

    def kill(self):
        try:
            os.kill(self.suite.pid("consent"), signal.SIGKILL)
            return 1
        except (FileNotFoundError, ProcessLookupError):
            return 0  # between two lives

    def eventually(self, *words):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (done := self.suite.try_ctl(*words)).returncode != 0 and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def traces(self):
        """Which traces are where: in dumps of both databases, and in what the service logged."""
        texts = {"consent.log": (self.suite.folder / "log/consent.log").read_text(encoding="utf-8")}
        for database in ("consent", "consent_keys"):
            command = ["pg_dump", *self.suite.database_words(), "-d", database]
            texts[database] = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
        return {(where, trace) for where, text in texts.items() for trace in TRACES
                if trace in text or trace.encode().hex() in text} or {}


if __name__ == "__main__":
    run_tests()
