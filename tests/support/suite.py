"""A suite of its own for tests and benchmarks: started empty, stopped at the end."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import unittest

ROOT = pathlib.Path(os.environ["BESTAND_ROOT"])
BIN = pathlib.Path(os.environ["BESTAND_BIN"])
SERVICES = ["consent", "customer-profile", "scoring", "reward-catalog"]
_START_SECONDS = 120
_SKIPPED = 77  # for CTest



def run_tests():
    """Runs the tests of the program. One that was skipped makes all count as skipped, so that it never looks passed."""
    result = unittest.main(exit=False).result
    if result.wasSuccessful() and result.skipped:
        print(f"{len(result.skipped)} of {result.testsRun} skipped: " +
              "; ".join(sorted({reason for _, reason in result.skipped})))
        sys.exit(_SKIPPED)
    sys.exit(not result.wasSuccessful())


class Suite:
    def __init__(self, folder, services=()):
        """All services, or only those named."""
        self.folder = folder
        self._environment = {**os.environ, "BESTAND_STATE": str(folder)}
        if services:
            self._environment["BESTAND_SERVICES"] = " ".join(services)

    def __enter__(self):
        self._stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        with open(self.folder / "up.txt", "w", encoding="utf-8") as log:
            self._up = subprocess.Popen([ROOT / "bestand", "up", "--no-build"], env=self._environment,
                                        stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            self._await_ready()
        except BaseException:
            self._stop()
            raise
        with open(self.folder / "run/addresses.json", encoding="utf-8") as file:
            self.addresses = json.load(file)
        return self

    def __exit__(self, *_):
        self._stop()

    def try_ctl(self, *words, **options):
        """Runs bestandctl and returns how it ended, with stdout and stderr."""
        environment = {**self._environment, "BESTAND_ADDRESSES": str(self.folder / "run/addresses.json")}
        return subprocess.run([BIN / "bestandctl", *words], env=environment, cwd=ROOT, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def ctl(self, *words, **options):
        """Runs bestandctl and returns what it printed; fails with what it said."""
        done = self.try_ctl(*words, **options)
        if done.returncode != 0:
            raise AssertionError(f"bestandctl {' '.join(map(str, words))}\n{done.stderr}")
        return done.stdout

    def json(self, *words):
        return json.loads(self.ctl("-o", "json", *words))

    def settings(self, service):
        return self.folder / f"run/{service}.toml"

    def run_demo(self):
        environment = {**self._environment, "BESTAND_ADDRESSES": str(self.folder / "run/addresses.json")}
        return subprocess.run([ROOT / "tools/demo/run"], env=environment, check=True, text=True,
                              stdout=subprocess.PIPE).stdout

    def pid(self, name):
        """The process of a service, of `postgres` or of `mail`, as its supervisor noted it."""
        return int((self.folder / f"run/{name}.pid").read_text(encoding="utf-8"))

    def sql(self, statement, database, **options):
        """Runs SQL as the owner of the cluster."""
        where = dict(part.split("=") for part in self.addresses["database"].split())
        return subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", where["host"],
                               "-p", where["port"], "-U", where["user"], "-d", database, "-c", statement],
                              check=True, text=True, stdout=subprocess.PIPE, **options).stdout

    def database_words(self):
        where = dict(part.split("=") for part in self.addresses["database"].split())
        return ["-h", where["host"], "-p", where["port"], "-U", where["user"]]

    def _await_ready(self):
        deadline = time.monotonic() + _START_SECONDS
        while not (self.folder / "run/ready").exists():
            if self._up.poll() is not None or time.monotonic() > deadline:
                raise SystemExit((self.folder / "up.txt").read_text(encoding="utf-8"))
            time.sleep(0.1)

    def _stop(self):
        subprocess.run([ROOT / "bestand", "down"], env=self._environment, check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
