"""A mail server that refuses some senders and recipients, for tests: refusing_server.py <port>."""

import sys
import time

from aiosmtpd.controller import Controller


class Refusing:
    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if address.startswith("forbidden@"):
            return "550 5.7.1 not your name"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("gone@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("full@"):
            return "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"


if __name__ == "__main__":
    Controller(Refusing(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
    while True:
        time.sleep(60)
