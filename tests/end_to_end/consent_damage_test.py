"""What may happen to consent's database: no room left on its disk, and a backup of yesterday in its place. Never an
allowed contact that was refused, never an acknowledged event lost."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from suite import ROOT, Suite, run_tests

_DISK_MEGABYTES = 400
_RECOVERY_SECONDS = 60
_CHECK = ["--channel", "email", "--message-class", "marketing", "--purpose", "purposes/newsletter"]


def eventually(suite, *words):
    """Asks until there is an answer."""
    deadline = time.monotonic() + _RECOVERY_SECONDS
    while (done := suite.try_ctl("--timeout", "5", *words)).returncode != 0 and time.monotonic() < deadline:
        time.sleep(0.3)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


def make_customers(suite, *customers):
    """Each of them has confirmed the newsletter."""
    suite.ctl("purposes", "create", "newsletter", "--display-name", "News")
    suite.ctl("wordings", "create", "newsletter", "--language", "en", "--text", "I want the news.")
    for customer in customers:
        suite.ctl("customers", "create", customer, "--kind", "person", "--country", "DE")
        suite.ctl("consent", "request", customer, "--email-address", f"{customer}@example.test", "--purposes",
                  "purposes/newsletter")
        suite.ctl("consent", "confirm", token_for(suite, customer))


def token_for(suite, customer):
    folder = pathlib.Path(suite.addresses["mail_folder"])
    deadline = time.monotonic() + _RECOVERY_SECONDS
    while time.monotonic() < deadline:
        for file in folder.glob("**/*"):
            text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
            if f"{customer}@example.test" in text and "Token: " in text:
                return text.split("Token: ")[1].split()[0]
        time.sleep(0.2)
    raise AssertionError(f"no mail for {customer}")


def verdict(suite, customer):
    return json.loads(eventually(suite, "-o", "json", "consent", "check", customer, *_CHECK))["reason"]


def event_count(suite, customer):
    return len(suite.json("consent", "events", customer, "--page-size", "1000")["events"])


@contextlib.contextmanager
def small_disk(folder):
    """A file system of a few megabytes in memory at this folder."""
    subprocess.run(["umount", folder], check=False, stderr=subprocess.DEVNULL)  # of a run that was killed
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={_DISK_MEGABYTES}m,mode=0755", "tmpfs", str(folder)]
    done = subprocess.run(words, check=False, text=True, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise unittest.SkipTest(f"only root may mount the small disk that is to be full: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


class DiskFull(unittest.TestCase):
    def test_refuses_what_it_cannot_keep_and_goes_on_when_there_is_room(self):
        with small_disk(ROOT / ".bestand/test/disk") as disk, Suite(disk / "suite", ("consent", "customer-profile")) as suite:
            make_customers(suite, "anna", "ben", "carl")
            for _ in range(2):  # once from the database, once from memory
                self.assertEqual(verdict(suite, "carl"), "CONSENT")
            suite.ctl("consent", "object", "carl", "--channel", "email")
            filler = disk / "filler"
            acknowledged, refused = self.object_until_full(suite, filler)
            self.assertGreater(len(refused), 0)
            for done in refused:
                self.assertRegex(done.stderr, "DATABASE_AWAY|SERVICE_AWAY|DEADLINE_PASSED")
            # Fail closed: what was acknowledged before is told, or nothing.
            check = suite.try_ctl("--timeout", "5", "-o", "json", "consent", "check", "carl", *_CHECK)
            if check.returncode == 0:
                self.assertEqual(json.loads(check.stdout)["reason"], "OBJECTED")
            filler.unlink()
            eventually(suite, "consent", "object", "ben", "--channel", "email")
            self.assertEqual(verdict(suite, "ben"), "OBJECTED")
            self.assertEqual(verdict(suite, "carl"), "OBJECTED")
            # Request, mail, confirmation; then the objections. Of a refused call nobody knows, of an acknowledged one all.
            self.assertIn(event_count(suite, "anna") - 3 - acknowledged, range(len(refused) + 1))
            self.assertIn("sound: ", suite.ctl("consent", "verify"))

    def object_until_full(self, suite, filler):
        """Takes the disk's room and records objections until five were refused; returns how many were acknowledged."""
        acknowledged, refused = 0, []
        for size in (1 << 20, 1 << 13):
            with open(filler, "ab") as file, contextlib.suppress(OSError):
                while True:
                    file.write(os.urandom(size))
                    file.flush()
        deadline = time.monotonic() + 240
        while len(refused) < 5 and time.monotonic() < deadline:
            done = suite.try_ctl("--timeout", "3", "consent", "object", "anna", "--channel", "email")
            if done.returncode == 0:
                acknowledged += 1
            else:
                refused.append(done)
        return acknowledged, refused


class Yesterday(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test/yesterday", ("consent", "customer-profile")))

    def test_a_backup_in_place_of_the_database_is_found_and_what_memory_held_is_forgotten(self):
        suite = self.suite
        make_customers(suite, "anna", "ben")
        suite.ctl("consent", "object", "ben", "--channel", "email")
        backup = suite.folder / "backup.sql"
        with open(backup, "wb") as file:
            subprocess.run(["pg_dump", *suite.database_words(), "consent"], check=True, stdout=file)
        suite.ctl("consent", "lift-objection", "ben", "--channel", "email", "--reason", "by mistake")
        for _ in range(2):  # memory now says that ben may be addressed
            self.assertEqual(verdict(suite, "ben"), "CONSENT")
        kept = suite.folder / "checkpoint.txt"
        kept.write_text(suite.json("consent", "checkpoint")["checkpoint"], encoding="utf-8")
        self.assertIn("sound: ", suite.ctl("consent", "verify", "--checkpoint", kept))
        self.restore(backup)
        self.assertEqual(verdict(suite, "ben"), "OBJECTED")
        done = suite.try_ctl("consent", "verify", "--checkpoint", kept)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("EVIDENCE_FAULTY", done.stderr)
        # Events that come now make it longer, and no more the log that was signed.
        for _ in range(4):
            eventually(suite, "consent", "object", "anna", "--channel", "email")
        done = suite.try_ctl("consent", "verify", "--checkpoint", kept)
        self.assertIn("EVIDENCE_FAULTY", done.stderr)
        self.assertIn("sound: ", suite.ctl("consent", "verify"))  # by itself it is a log as any other

    def restore(self, backup):
        self.suite.sql("DROP DATABASE consent WITH (FORCE)", "postgres")
        self.suite.sql("CREATE DATABASE consent", "postgres")
        with open(backup, "rb") as file:
            subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *self.suite.database_words(), "-d", "consent"],
                           check=True, stdin=file, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    run_tests()
