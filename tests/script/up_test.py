"""What ./bestand starts and stops: PostgreSQL and the mail sink for real, without the services."""

import json
import os
import pathlib
import signal
import smtplib
import subprocess
import unittest

from script import Copy, until


def is_alive(pid):
    """Says whether a process runs; one that only waits to be collected does not."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class Supervise(unittest.TestCase):
    def setUp(self):
        self.copy = Copy()
        self.addCleanup(self.copy.remove)
        (self.copy.root / ".bestand/run").mkdir(parents=True)
        pid_file = self.copy.root / ".bestand/run/program.pid"
        command = [self.copy.root / "tools/dev/supervise", pid_file, "TERM", "sleep", "1000"]
        self.supervisor = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end)
        self.assertTrue(until(lambda: self.copy.pid("program"), 5))

    def end(self):
        self.supervisor.kill()
        self.supervisor.wait()

    def test_starts_again_within_a_second_what_was_killed(self):
        first = self.copy.pid("program")
        os.kill(first, signal.SIGKILL)
        self.assertTrue(until(lambda: self.copy.pid("program") not in (first, None), 1))

    def test_ends_with_its_program(self):
        program = self.copy.pid("program")
        self.supervisor.terminate()
        self.supervisor.wait(5)
        self.assertFalse(is_alive(program))
        self.assertIsNone(self.copy.pid("program"))

    def test_leaves_nothing_behind_when_it_is_killed(self):
        program = self.copy.pid("program")
        self.supervisor.kill()
        self.supervisor.wait()
        self.assertTrue(until(lambda: not is_alive(program), 2))


class Up(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.copy = Copy()  # one for all, since making a database cluster takes seconds
        cls.addClassCleanup(cls.copy.remove)
        cls.copy.append("tools/dev/services.sh", "SERVICES=()\n")

    def up(self):
        ready = self.copy.root / ".bestand/run/ready"
        ready.unlink(missing_ok=True)  # an up that was killed leaves it
        process = self.copy.start("up", "--no-build")
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(self.copy.run, "down")  # the last one added is the first one done
        if not until(lambda: ready.exists() or process.poll() is not None, 60) or not ready.exists():
            process.kill()
            self.fail(process.stdout.read())
        return process

    def sql(self, text, name="scoring"):
        addresses = json.loads((self.copy.root / ".bestand/run/addresses.json").read_text())
        command = ["psql", "-XAtq", f"{addresses['database']} dbname={name} user={name}", "-c", text]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def assert_nothing_runs(self):
        self.assertTrue(until(lambda: not self.copy.processes(), 5), self.copy.processes())

    def test_stops_at_ctrl_c_and_keeps_what_was_stored(self):
        process = self.up()
        self.sql("CREATE TABLE kept AS SELECT 42 AS n")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(30), 130)
        self.assert_nothing_runs()
        process = self.up()
        self.assertEqual(self.sql("SELECT n FROM kept"), "42")
        self.assertEqual(self.copy.run("down").returncode, 0)
        process.wait(30)
        self.assert_nothing_runs()

    def test_a_second_up_says_that_the_first_runs(self):
        self.up()
        answer = self.copy.run("up", "--no-build")
        self.assertEqual(answer.returncode, 0)
        self.assertIn("Already running", answer.stdout)
        self.assertIn("mail_folder", answer.stdout)

    def test_takes_mail_and_comes_back_after_kill(self):
        self.up()
        addresses = json.loads((self.copy.root / ".bestand/run/addresses.json").read_text())
        host, port = addresses["smtp"].split(":")
        with smtplib.SMTP(host, int(port)) as client:
            client.sendmail("a@example.test", ["b@example.test"], "Subject: hello\r\n\r\nbody\r\n")
        mails = list(pathlib.Path(addresses["mail_folder"], "new").iterdir())
        self.assertEqual(len(mails), 1)
        self.assertIn("Subject: hello", mails[0].read_text())
        self.sql("CREATE TABLE survived AS SELECT 42 AS n")
        os.kill(self.copy.pid("postgres"), signal.SIGKILL)
        self.assertTrue(until(self.answers, 20))
        self.assertEqual(self.sql("SELECT n FROM survived"), "42")

    def answers(self):
        try:
            return self.sql("SELECT 1") == "1"
        except subprocess.CalledProcessError:
            return False

    def test_starts_after_it_was_killed_itself(self):
        process = self.up()
        process.kill()
        process.wait()
        self.assertTrue(until(lambda: not self.copy.processes(), 15), self.copy.processes())
        self.up()

    def test_a_service_has_its_own_database_and_no_other(self):
        self.up()
        self.assertEqual(self.sql("SELECT current_user"), "scoring")
        with self.assertRaises(subprocess.CalledProcessError):
            addresses = json.loads((self.copy.root / ".bestand/run/addresses.json").read_text())
            target = f"{addresses['database']} dbname=consent user=scoring"
            subprocess.run(["psql", "-XAtq", target, "-c", "SELECT 1"], capture_output=True, check=True)


class TwoAtOnce(unittest.TestCase):
    def test_never_take_the_same_ports(self):
        copies = [Copy(), Copy()]
        for copy in copies:
            self.addCleanup(copy.remove)
            copy.append("tools/dev/services.sh", "SERVICES=()\n")
        processes = [copy.start("up", "--no-build") for copy in copies]
        for copy, process in zip(copies, processes):
            self.addCleanup(process.stdout.close)
            self.addCleanup(process.wait)
            self.addCleanup(copy.run, "down")
        self.assertTrue(until(lambda: all((copy.root / ".bestand/run/ready").exists() for copy in copies), 60))
        taken = [json.loads((copy.root / ".bestand/run/addresses.json").read_text()) for copy in copies]
        for number, addresses in enumerate(taken):
            host, port = addresses["smtp"].split(":")
            with smtplib.SMTP(host, int(port)) as client:
                client.sendmail("a@example.test", ["b@example.test"], f"Subject: to {number}\r\n\r\nbody\r\n")
        for number, addresses in enumerate(taken):
            (mail,) = pathlib.Path(addresses["mail_folder"], "new").iterdir()
            self.assertIn(f"Subject: to {number}", mail.read_text())


if __name__ == "__main__":
    unittest.main()
