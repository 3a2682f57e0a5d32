"""A second process of one of a suite's services, on the same database."""

import json
import subprocess
import time

from suite import BIN

_START_SECONDS = 60
_FREE_PORTS = ["server.listen=127.0.0.1:0", "server.health_listen=127.0.0.1:0", "server.metrics_listen=127.0.0.1:0"]


class Second:
    def __init__(self, suite, service, *settings):
        """`settings` are "name=value", over those of the first."""
        self._suite, self._service = suite, service
        self._settings = [word for setting in (*_FREE_PORTS, *settings) for word in ("--set", setting)]
        self._file, self._process = suite.folder / f"second-{service}.json", None

    def __enter__(self):
        self._start()
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(30)

    @property
    def pid(self):
        return self._process.pid

    @property
    def address(self):
        return json.loads(self._file.read_text(encoding="utf-8"))["data"]

    def where(self):
        return ["--address", self._service, self.address]

    def kill_and_start(self):
        self._process.kill()
        self._process.wait()
        self._start()

    def _start(self):
        self._file.unlink(missing_ok=True)
        words = [BIN / self._service, "serve", "--config", self._suite.settings(self._service), "--insecure-loopback",
                 "--addresses-file", self._file, *self._settings]
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + _START_SECONDS
        while not self._file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
