"""Reads the confirmation mails that arrived at the mail server, as the people would."""

import email
import email.policy
import os
import random
import re
import time

_TOKEN = re.compile(r"^Token: (\S+)\s*$", re.MULTILINE)
_WAIT_SECONDS = 60


def _files(folder):
    new = os.path.join(folder, "new")
    return [os.path.join(new, name) for name in os.listdir(new)] if os.path.isdir(new) else []


def count(folder):
    return len(_files(folder))


def await_new(folder, before, expected):
    """Waits until the expected number of new mails has arrived, or none came for three seconds."""
    deadline, last_change, seen = time.monotonic() + _WAIT_SECONDS, time.monotonic(), before
    while time.monotonic() < deadline and seen - before < expected and time.monotonic() - last_change < 3:
        time.sleep(0.2)
        now = count(folder)
        if now != seen:
            seen, last_change = now, time.monotonic()
    return seen - before


def tokens(folder, share, seed):
    """Returns the tokens of a seeded part of the people: who confirms depends on the address alone."""
    found = []
    for path in _files(folder):
        with open(path, "rb") as file:
            message = email.message_from_binary_file(file, policy=email.policy.default)
        if random.Random(f"{seed}:{message['To']}").random() < share:
            found += _TOKEN.findall(message.get_body(("plain",)).get_content())
    return found
