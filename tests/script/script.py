"""A copy of ./bestand in a folder of its own, so that tests can change what it reads and start what it starts."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(os.environ.get("BESTAND_ROOT", pathlib.Path(__file__).parents[2]))


ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "BESTAND_STATE"}


class Copy:
    """The script without sources: enough for everything but building."""

    def __init__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="bestand-"))
        self.root.chmod(0o755)  # PostgreSQL's user must be able to enter
        shutil.copy(ROOT / "bestand", self.root)
        shutil.copytree(ROOT / "tools/dev", self.root / "tools/dev")
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / name, self.root)

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def append(self, path, text):
        with open(self.root / path, "a", encoding="utf-8") as file:
            file.write(text)

    def run(self, *arguments, timeout=60):
        """Runs ./bestand and returns its end: returncode, stdout, stderr."""
        command = [self.root / "bestand", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False, env=ENVIRONMENT)

    def start(self, *arguments):
        """Starts ./bestand in the background; its output is joined."""
        command = [self.root / "bestand", *arguments]
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env=ENVIRONMENT,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell in the background ignores it
        )

    def call(self, function, *arguments):
        """Calls one of the script's shell functions and returns what it prints."""
        parts = "say ports packages build buf processes postgres services up"
        script = (
            f"ROOT={self.root} MADE=$ROOT/.bestand STATE=$MADE RUN=$STATE/run LOGS=$STATE/log MAIL=$STATE/mail\n"
            f"ADDRESSES=$RUN/addresses.json POSTGRES_HOME=$STATE/postgres; mkdir -p $RUN\n"
            f'for part in {parts}; do source "$ROOT/tools/dev/$part.sh"; done\n{function} "$@"'
        )
        command = ["bash", "-c", script, "bash", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True, env=ENVIRONMENT).stdout

    def pid(self, name):
        """The pid of a supervised program, or None."""
        try:
            return int((self.root / f".bestand/run/{name}.pid").read_text())
        except (FileNotFoundError, ValueError):
            return None

    def processes(self):
        """Command lines of all processes that were started from this folder."""
        found = []
        for file in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if str(self.root) in line and "script_test" not in line:
                found.append(line)
        return found


def until(condition, seconds):
    """Waits until the condition holds; says whether it came to that in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())
