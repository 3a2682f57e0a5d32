"""A mail server that keeps each mail byte for byte, for tests: recording_server.py <port> <folder> [<certificate>
<key>]. With a certificate it offers STARTTLS and takes nothing without it."""

import itertools
import pathlib
import ssl
import sys
import time

from aiosmtpd.controller import Controller


class Recording:
    def __init__(self, folder):
        self._folder, self._numbers = folder, itertools.count()

    async def handle_DATA(self, server, session, envelope):
        unfinished = self._folder / "unfinished"
        unfinished.write_bytes(envelope.original_content)
        unfinished.rename(self._folder / "new" / str(next(self._numbers)))
        return "250 2.0.0 Ok: queued"


def main(port, folder, certificate=None, key=None):
    folder = pathlib.Path(folder)
    (folder / "new").mkdir(parents=True, exist_ok=True)
    tls = {}
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
        tls = {"tls_context": context, "require_starttls": True}
    Controller(Recording(folder), hostname="127.0.0.1", port=int(port), **tls).start()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
