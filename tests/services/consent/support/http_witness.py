"""A witness for transparency logs, for tests: http_witness.py <port> <name> <seed in hex> <log's public key>...

Written from C2SP tlog-witness, tlog-cosignature, signed-note and RFC 9162 alone; it shares no code with the service. It
cosigns a log that only grew and remembers, in memory, how far it saw each. The first part of a path names a fault to
play, see Handler.play.
"""

import base64
import hashlib
import http.server
import struct
import sys
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

DASH = "\u2014 "
NOTE, COSIGNATURE = b"\x01", b"\x04"


class Refused(Exception):
    def __init__(self, status, body="", kind="text/plain"):
        super().__init__(body)
        self.status, self.body, self.kind = status, body, kind


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def is_consistent(first, second, first_root, second_root, proof):
    """RFC 9162, section 2.1.4.2, for first < second; every log begins with the empty one."""
    if first == 0:
        return not proof
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


def key_id(name, kind, public):
    return hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]


class Witness:
    def __init__(self, name, seed, logs):
        self.name, self.key = name, Ed25519PrivateKey.from_private_bytes(seed)
        self.seen = {}  # origin -> (size, root)
        self.logs = {}
        for text in logs:
            log, _, key = text.split("+", 2)
            self.logs[log] = base64.b64decode(key)[1:]

    def add_checkpoint(self, body):
        head, _, checkpoint = body.partition("\n\n")
        old, *proof = head.split("\n")
        if not old.startswith("old ") or len(proof) > 63:
            raise Refused(400)
        old, proof = int(old[4:]), [base64.b64decode(line, validate=True) for line in proof]
        origin, size, root = self.open(checkpoint)
        seen_size, seen_root = self.seen.get(origin, (0, None))
        if old > size:
            raise Refused(400)
        if old != seen_size or (old == size and seen_root not in (None, root)):
            raise Refused(409, f"{seen_size}\n", "text/x.tlog.size")
        if old != size and not is_consistent(old, size, seen_root, root, proof):
            raise Refused(422)
        self.seen[origin] = (size, root)
        return self.cosign(checkpoint.partition("\n\n")[0] + "\n", self.key)

    def open(self, checkpoint):
        text, _, lines = checkpoint.partition("\n\n")
        origin, size, root = text.split("\n")[:3]
        if origin not in self.logs:
            raise Refused(404)
        public = self.logs[origin]
        for line in lines.splitlines():
            name, encoded = line.removeprefix(DASH).split(" ")
            signature = base64.b64decode(encoded, validate=True)
            if name != origin or signature[:4] != key_id(origin, NOTE, public):
                continue
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(signature[4:], f"{text}\n".encode())
                return origin, int(size), base64.b64decode(root, validate=True)
            except InvalidSignature:
                break
        raise Refused(403)

    def cosign(self, text, key):
        now = int(time.time())
        signature = key.sign(f"cosignature/v1\ntime {now}\n{text}".encode())
        ours = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        identity = key_id(self.name, COSIGNATURE, ours)  # ours whichever key signs: a fault to play
        return f"{DASH}{self.name} " + base64.b64encode(identity + struct.pack(">Q", now) + signature).decode() + "\n"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fault = self.path.removesuffix("/add-checkpoint").strip("/")
        try:
            if not self.path.endswith("/add-checkpoint"):
                raise Refused(404)
            self.answer(200, self.play(fault, body))
        except Refused as refused:
            self.answer(refused.status, refused.body, refused.kind)

    def play(self, fault, body):
        witness = self.server.witness
        if fault == "wrong-key":
            return witness.cosign(body.split("\n\n")[1] + "\n", Ed25519PrivateKey.generate())
        if fault == "another-text":
            return witness.cosign("another.example.test\n1\nAAAA\n", witness.key)
        if fault == "garbage":
            return "\x00<html>\n\n\u2014 nothing"
        if fault == "endless":
            return "\u2014 " * 1_000_000
        if fault == "slow":
            time.sleep(30)
        if fault == "refusing":
            raise Refused(403)
        if fault == "broken":
            raise Refused(500)
        if fault == "rewinding":
            raise Refused(409, "1\n" if body.startswith("old 0\n") else "0\n", "text/x.tlog.size")
        if fault == "ahead":
            raise Refused(409, "999999999\n", "text/x.tlog.size")
        if fault == "no-size":
            raise Refused(409, "-1\n", "text/x.tlog.size")
        if fault == "elsewhere":
            raise Refused(307)
        return witness.add_checkpoint(body)

    def answer(self, status, body, kind="text/plain; charset=utf-8"):
        self.send_response(status)
        if status == 307:
            self.send_header("Location", "/add-checkpoint")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass  # who hears enough hangs up


def main():
    port, name, seed, *logs = sys.argv[1:]
    server = Server(("127.0.0.1", int(port)), Handler)
    server.witness = Witness(name, bytes.fromhex(seed), logs)
    server.serve_forever()


if __name__ == "__main__":
    main()
