"""What ./bestand says: help, what is missing, where it listens, what it counted."""

import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import tomllib
import unittest

from script import ROOT, Copy, until

COMMANDS = ("demo", "up", "down", "build", "test", "lint", "bench", "ctl", "doctor")
PACKAGES = "tools/dev/packages.txt"


class WithCopy(unittest.TestCase):
    def setUp(self):
        self.copy = Copy()
        self.addCleanup(self.copy.remove)


class Help(WithCopy):
    def test_every_command_is_listed_and_has_an_example(self):
        overview = self.copy.run("--help")
        self.assertEqual(overview.returncode, 0)
        for command in COMMANDS:
            with self.subTest(command=command):
                self.assertRegex(overview.stdout, rf"\n  {command} ")
                text = self.copy.run(command, *([] if command == "ctl" else ["--help"]))
                self.assertEqual(text.returncode, 0)
                self.assertIn(f"Usage: ./bestand {command}", text.stdout)
                self.assertRegex(text.stdout, rf"\nExamples?:\n  ./bestand {command}")

    def test_no_command_at_all_is_a_question_for_help(self):
        self.assertEqual(self.copy.run().stdout, self.copy.run("--help").stdout)

    def test_an_unknown_command_is_refused_by_name(self):
        answer = self.copy.run("fly")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("no command fly", answer.stderr)

    def test_an_unknown_option_of_test_is_refused(self):
        answer = self.copy.run("test", "--fast")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("--fast", answer.stderr)

    def test_down_says_when_nothing_runs(self):
        answer = self.copy.run("down")
        self.assertEqual((answer.returncode, answer.stdout), (0, "bestand: Nothing is running.\n"))

    def test_ctl_without_a_build_says_what_to_do(self):
        answer = self.copy.run("ctl", "--help")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("run ./bestand build", answer.stderr)


class Packages(WithCopy):
    def test_no_install_prints_the_command_and_fails(self):
        self.copy.append(PACKAGES, "run     bestand-imaginary    -    nothing\n")
        for arguments in (("build", "--no-install"), ("--no-install", "demo"), ("--no-install", "test")):
            with self.subTest(arguments=arguments):
                answer = self.copy.run(*arguments)
                self.assertEqual(answer.returncode, 1)
                self.assertRegex(
                    answer.stdout, r"^apt-get update && apt-get install -y --no-install-recommends .*bestand-imaginary"
                )

    def test_what_only_lint_needs_does_not_stop_a_build(self):
        self.copy.append(PACKAGES, "lint    bestand-imaginary    -    nothing\n")
        self.assertEqual(self.copy.call("missing_packages", "run"), self.copy.call("missing_packages", "run", "run"))
        self.assertNotIn("bestand-imaginary", self.copy.call("missing_packages", "run", "test"))
        self.assertIn("bestand-imaginary", self.copy.call("missing_packages", "run", "lint"))

    def test_a_command_that_is_there_counts_whoever_installed_it(self):
        self.copy.append(PACKAGES, "run     bestand-imaginary    bash    nothing\n")
        self.assertNotIn("bestand-imaginary", self.copy.call("missing_packages", "run"))

    def test_doctor_names_what_is_missing_and_how_to_get_it(self):
        self.copy.append(PACKAGES, "run     bestand-imaginary    -    flying\n")
        answer = self.copy.run("doctor")
        self.assertEqual(answer.returncode, 1)
        self.assertRegex(answer.stdout, r"missing +bestand-imaginary: flying")
        self.assertRegex(answer.stdout, r"get them: apt-get update && .*bestand-imaginary")
        for word in ("disk:", "memory:", "cores:", "kubectl:", "buf:"):
            self.assertIn(word, answer.stdout)

    def test_doctor_is_content_without_the_tools_of_lint(self):
        self.copy.append(PACKAGES, "lint    bestand-imaginary    -    flying\n")
        enough = not self.copy.call("missing_packages", "run").strip()
        self.assertEqual(self.copy.run("doctor").returncode, 0 if enough else 1)

    def test_the_list_has_each_package_once_with_a_known_need(self):
        rows = [line.split() for line in (ROOT / PACKAGES).read_text().splitlines() if line and line[0] != "#"]
        self.assertEqual(len({row[1] for row in rows}), len(rows))
        self.assertEqual({row[0] for row in rows}, {"run", "test", "lint"})
        self.assertTrue(all(len(row) >= 4 for row in rows))


class Ports(WithCopy):
    def setUp(self):
        super().setUp()
        self.copy.append("tools/dev/ports.sh", f'PLACE_LOCKS={self.copy.root}/place\nwhere() {{ take_place "$@"; echo "$OFFSET"; }}\n')

    def test_a_taken_port_or_companion_is_passed_over(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            for usual in (port, port - 100, port - 200):
                self.assertGreater(int(self.copy.call("where", usual)), 0)

    def test_a_stranger_at_the_port_of_a_service_is_not_taken_for_it(self):
        with socket.create_server(("127.0.0.1", 0)) as stranger:
            port = stranger.getsockname()[1]
            self.copy.append("tools/dev/up.sh", "until_true() { shift; \"$@\"; }\nfail() { echo \"$1\"; }\n"
                             f"await_one() {{ PORT[scoring]={port}; eval \"$1\"; await_service scoring 2>/dev/null; }}\n")
            self.assertIn("scoring does not answer", self.copy.call("await_one", ":"))
            self.assertEqual(self.copy.call("await_one", "touch $RUN/scoring.bound.json"), "")

    def test_ports_of_two_places_never_meet(self):
        offsets = [int(self.copy.call("offset_of", place)) for place in range(25)]
        usual = (7001, 7002, 7003, 7004, 7025, 7080)
        ports = [port + companion + offset for offset in offsets for port in usual for companion in (0, 100, 200)]
        self.assertEqual(len(set(ports)), len(ports))

    def test_a_place_is_held_by_whatever_its_suite_started_and_free_when_that_is_gone(self):
        self.copy.append("tools/dev/ports.sh", "start_one() { take_place 1; sleep 100 &>/dev/null & echo $! $OFFSET; }\n")
        first, offset = self.copy.call("start_one").split()
        self.assertEqual(offset, "0")
        self.assertEqual(self.copy.call("where", 1), "10\n")
        os.kill(int(first), signal.SIGKILL)
        self.assertTrue(until(lambda: self.copy.call("where", 1) == "0\n", 5))

    def test_settings_follow_the_call_graph(self):
        calls = {
            "customer-profile": set(),
            "consent": {"customer_profile", "scoring"},
            "scoring": {"customer_profile", "consent"},
            "reward-catalog": {"consent", "customer_profile", "scoring"},
            "gateway": {"consent"},
        }
        for service, clients in calls.items():
            with self.subTest(service=service):
                settings = self.settings(service)
                self.assertEqual(set(settings.get("clients", {})), clients)
                self.assertEqual("smtp" in settings, service == "consent")
                name = service.replace("-", "_")
                self.assertEqual("database" in settings, service != "gateway")
                if service == "gateway":
                    continue
                self.assertIn(f"postgresql://{name}@/{name}?host=", settings["database"]["url"])

    def settings(self, service):
        self.copy.append("tools/dev/services.sh", "write_one() { choose_ports; write_settings \"$1\"; }\n")
        self.copy.call("write_one", service)
        return tomllib.loads((self.copy.root / f".bestand/run/{service}.toml").read_text())


class Counting(unittest.TestCase):
    JUNIT = """<testsuite>
      <testcase name="tests/good" status="run"/>
      <testcase name="tests/bad" status="fail"><failure message=""/></testcase>
      <testcase name="tests/skip" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/>
        <system-out>one\nno kubectl\n</system-out></testcase>
      <testcase name="tests/gone" status="notrun"><skipped message="Unable to find executable"/></testcase>
      <testcase name="tests/cases" status="run"/>
      <testcase name="tests/leak" status="fail"><failure message=""/></testcase>
    </testsuite>"""
    CASES = """<testsuites><testsuite>
      <testcase name="A" classname="T" status="run"/>
      <testcase name="B" classname="T" status="run"><skipped message="f.cc:1&#x0A;no database"/></testcase>
      <testcase name="C" classname="T" status="notrun"/>%s
    </testsuite></testsuites>"""
    FAILED = '<testcase name="D" classname="T" status="run"><failure message="x"/></testcase>'

    def count(self, junit, **cases):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "ctest.xml").write_text(junit)
            for name, text in cases.items():
                (folder / f"{name}.xml").write_text(text)
            command = [sys.executable, ROOT / "tools/dev/count_tests.py", folder / "ctest.xml", folder]
            return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_counts_programs_and_their_cases(self):
        answer = self.count(self.JUNIT, tests_cases=self.CASES % self.FAILED, tests_leak=self.CASES % "")
        self.assertEqual(answer.returncode, 1)
        # passed: good, A twice. failed: bad, gone, D, and the leak outside the cases.
        self.assertTrue(answer.stdout.endswith("3 passed, 4 failed, 5 skipped\n"), answer.stdout)
        self.assertIn("skipped: tests/skip: no kubectl\n", answer.stdout)
        self.assertIn("skipped: tests/cases T.B: no database\n", answer.stdout)

    def test_nothing_at_all_is_no_success(self):
        self.assertEqual(self.count("<testsuite/>").returncode, 1)

    def test_all_good_is_a_success(self):
        answer = self.count('<testsuite><testcase name="tests/good" status="run"/></testsuite>')
        self.assertEqual((answer.returncode, answer.stdout), (0, "1 passed, 0 failed, 0 skipped\n"))


if __name__ == "__main__":
    unittest.main()
