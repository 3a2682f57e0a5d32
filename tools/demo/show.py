"""Calls bestandctl and shows each call as a person would type it."""

import json
import os
import shlex
import shutil
import subprocess
import sys


class Ctl:
    def __init__(self):
        self._program = os.path.join(os.environ["BESTAND_BIN"], "bestandctl")
        self._root = os.environ["BESTAND_ROOT"]
        with open(os.environ["BESTAND_ADDRESSES"], encoding="utf-8") as file:
            self.mail_folder = json.load(file)["mail_folder"]

    def show(self, *words, stdin=None, may_fail=False, until=None):
        """Runs a command and shows it with what it printed, up to a line where it gets long."""
        _echo(words)
        done = self._run(words, stdin)
        shown, cut, _ = done.stdout.partition(until) if until else (done.stdout, "", "")
        print(_indent(shown) + ("  …\n" if cut else ""), end="", flush=True)
        if done.returncode != 0:
            print(_indent(done.stderr), end="", flush=True)
            if not may_fail:
                raise SystemExit(done.returncode)

    def quiet(self, *words):
        """Runs a command and shows only that it ran, and its progress."""
        _echo(words)
        done = self._run(words)
        if done.returncode != 0:
            raise SystemExit(done.stderr)

    def ensure(self, *words):
        """Runs a command that creates something; what is there already is fine."""
        _echo(words)
        done = self._run(words)
        if done.returncode != 0 and "ALREADY_EXISTS" not in done.stderr and "EXISTS" not in done.stderr \
                and "ROW_CONFLICT" not in done.stderr:
            raise SystemExit(done.stderr)

    def json(self, *words, shown=False):
        """Runs a command and returns its answer."""
        if shown:
            _echo(words)
        done = self._run(["-o", "json", *words])
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        return json.loads(done.stdout)

    def column(self, name, *words):
        """Returns one column of an answer."""
        lines = self._run(["-o", "csv", *words]).stdout.splitlines()
        at = lines[0].split(",").index(name.upper())
        return [line.split(",")[at] for line in lines[1:]]

    def _run(self, words, stdin=None):
        # Progress bars go to the terminal when there is one; failures are kept to be shown.
        return subprocess.run([self._program, *words], cwd=self._root, input=stdin, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


def _echo(words):
    shown = " ".join(shlex.quote(word) for word in words)
    print(f"\n  {_bold('$ ./bestand ctl ' + shown)}", flush=True)


def _indent(text):
    return "".join("  " + line + "\n" if line else "\n" for line in text.splitlines())


def _bold(text):
    return f"\033[1m{text}\033[0m" if sys.stdout.isatty() else text


def chapter(title):
    print(f"\n{_bold('== ' + title)}", flush=True)


def say(text):
    print(f"\n  {text}", flush=True)


def table(headers, rows):
    widths = [max(len(row[i]) for row in [headers, *rows]) for i in range(len(headers))]
    room = shutil.get_terminal_size((140, 24)).columns if sys.stdout.isatty() else 10_000
    print()
    for row in [headers, *rows]:
        line = "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths))
        print(line.rstrip()[:room], flush=True)
