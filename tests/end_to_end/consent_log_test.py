"""The consent log under kills of the service and power cuts of the database. Sixteen clients keep a ledger of what
was acknowledged, and checkpoints are kept outside; both are the judge."""

import json
import os
import pathlib
import random
import signal
import sys
import threading
import time
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from suite import ROOT, Suite, run_tests

CLIENTS = 16
KILLS, POWER_CUTS = (200, 50) if "BESTAND_LONG" in os.environ else (8, 2)
_RECOVERY_SECONDS = 60


class ConsentLog(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test/consent_log"))

    def test_loses_and_doubles_nothing_that_was_acknowledged(self):
        writers = [Writer(self.suite, f"w{number}") for number in range(CLIENTS)]
        kept = self.kill_now_and_then()
        for writer in writers:
            writer.stop()
        self.eventually("consent", "checkpoint")
        if "Cannot listen" in (self.suite.folder / "log/consent.log").read_text(encoding="utf-8"):
            self.skipTest("another program took consent's port while it was down, and answered in its place")
        self.assertGreater(sum(writer.retries for writer in writers), 0, "no call fell into an outage")
        for writer in writers:
            self.check(writer)
        self.verify(kept)

    def kill_now_and_then(self):
        """Returns the checkpoints that were read meanwhile, as files."""
        chance, kept = random.Random(7), []
        for name, stop in [("consent", signal.SIGKILL)] * KILLS + [("postgres", signal.SIGQUIT)] * POWER_CUTS:
            time.sleep(chance.uniform(0.2, 1.2))
            self.end(name, stop)
            if (done := self.suite.try_ctl("--timeout", "5", "-o", "json", "consent", "checkpoint")).returncode == 0:
                kept.append(self.suite.folder / f"checkpoint-{len(kept)}.txt")
                kept[-1].write_text(json.loads(done.stdout)["checkpoint"], encoding="utf-8")
        return kept

    def end(self, name, stop):
        try:
            os.kill(self.suite.pid(name), stop)
        except (FileNotFoundError, ProcessLookupError):
            pass  # between two lives

    def eventually(self, *words):
        deadline = time.monotonic() + _RECOVERY_SECONDS
        while (done := self.suite.try_ctl(*words)).returncode != 0 and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def check(self, writer):
        self.assertGreater(len(writer.acknowledged), 0)
        events = self.events_of(writer.customer)
        # One call may have been under way when the writer stopped: done, but not acknowledged.
        self.assertIn(len(events) - len(writer.acknowledged), (0, 1), f"events of {writer.customer}")
        for event, log_size in zip(events, writer.acknowledged):
            self.assertLess(int(event.get("log_index", 0)), log_size, "it was acknowledged as included")

    def events_of(self, customer):
        events, token = [], ""
        while True:
            page = self.suite.json("consent", "events", customer, "--page-size", "1000", "--page-token", token)
            events += page.get("events", [])
            token = page.get("next_page_token", "")
            if not token:
                return events

    def verify(self, kept):
        self.assertGreater(len(kept), 0)
        words = [word for file in kept for word in ("--checkpoint", str(file))]
        verdict = self.suite.ctl("consent", "verify", *words)
        self.assertIn("sound: ", verdict)
        self.assertIn(f"begins as the kept checkpoints saw it: {len(kept)}", verdict)
        file = self.suite.folder / "consent.log"
        self.suite.ctl("consent", "export", str(file))
        key = self.suite.ctl("consent", "public-key", str(self.suite.folder / "keys/consent_log")).strip()
        self.assertIn("sound: ", self.suite.ctl("consent", "verify", "--export", str(file), "--public-key", key))
        damaged = bytearray(file.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        file.write_bytes(damaged)
        done = self.suite.try_ctl("consent", "verify", "--export", str(file))
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("not what was signed", done.stderr)


class Writer:
    """One customer who objects again and again; a failed call is repeated with the same request id."""

    def __init__(self, suite, customer):
        self._suite, self.customer = suite, customer
        self.acknowledged, self.retries, self._going = [], 0, True
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self):
        self._going = False
        self._thread.join()

    def _run(self):
        while self._going:
            words = ["--timeout", "3", "-o", "json", "consent", "object", self.customer, "--channel", "email",
                     "--request-id", str(uuid.uuid4())]
            while (done := self._suite.try_ctl(*words)).returncode != 0:
                if not self._going:
                    return
                self.retries += 1
                time.sleep(0.1)
            self.acknowledged.append(int(json.loads(done.stdout)["log_size"]))


if __name__ == "__main__":
    run_tests()
