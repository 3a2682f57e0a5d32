"""A time stamp authority of RFC 3161 for tests, by OpenSSL's own command.

    time_stamp_authority.py <folder> prepare     makes what it needs, and answers nothing
    time_stamp_authority.py <folder> <port>      answers by HTTP; the path names a fault to play
    time_stamp_authority.py <folder> reply <fault> <query> <answer>       answers one query, file by file

The folder gets a CA (ca.pem), which has certified the authority; a stranger's CA and what plays faults lie beside it.
"""

import datetime
import hashlib
import http.server
import pathlib
import subprocess
import sys
import threading
import time

CONFIG = """
[sound]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
[picky]
serial = serial
default_policy = 1.2.3.4.1
digests = sha512
signer_digest = sha256
ess_cert_id_alg = sha256
"""
TST_INFO = "1.2.840.113549.1.9.16.1.4"
STAMPING = "extendedKeyUsage=critical,timeStamping\n"


def run(folder, *words, given=None):
    return subprocess.run(["openssl", *words], cwd=folder, input=given, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout


def der(tag, content):
    """One value of DER."""
    size = len(content)
    length = bytes([size]) if size < 128 else (
        bytes([128 + (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big"))
    return bytes([tag]) + length + content


def certify(folder, ca, name, extensions):
    """A certificate of `ca` for the key of the authority."""
    pathlib.Path(folder, f"{name}.ext").write_text(extensions, encoding="ascii")
    run(folder, "x509", "-req", "-in", "tsa.csr", "-CA", f"{ca}.pem", "-CAkey", f"{ca}.key", "-CAcreateserial", "-out",
        f"{name}.pem", "-days", "30", "-extfile", f"{name}.ext")


def certify_for_a_moment(folder, seconds):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    def read(name):
        return pathlib.Path(folder, name).read_bytes()
    ca, now = x509.load_pem_x509_certificate(read("ca.pem")), datetime.datetime.utcnow()
    request = x509.load_pem_x509_csr(read("tsa.csr"))
    stamping = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING])
    made = (x509.CertificateBuilder().subject_name(request.subject).issuer_name(ca.subject).serial_number(77)
            .public_key(request.public_key()).not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(seconds=seconds)).add_extension(stamping, critical=True)
            .sign(serialization.load_pem_private_key(read("ca.key"), None), hashes.SHA256()))
    pathlib.Path(folder, "brief.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))


def prepare(folder):
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "serial").exists():
        return
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    for ca in ("ca", "stranger"):
        run(folder, "req", "-x509", *key, "-keyout", f"{ca}.key", "-out", f"{ca}.pem", "-days", "30", "-subj", f"/CN={ca}")
    run(folder, "req", *key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Time stamps")
    certify(folder, "ca", "tsa", STAMPING)
    certify(folder, "stranger", "untrusted", STAMPING)
    certify(folder, "ca", "purposeless", "extendedKeyUsage=serverAuth\n")
    (folder / "tsa.cnf").write_text(CONFIG, encoding="ascii")
    (folder / "serial").write_text("01\n", encoding="ascii")


def stamp(folder, query, signer="tsa", section="sound"):
    (folder / "query").write_bytes(query)
    run(folder, "ts", "-reply", "-config", "tsa.cnf", "-section", section, "-queryfile", "query", "-signer", f"{signer}.pem",
        "-inkey", "tsa.key", "-out", "answer")
    return (folder / "answer").read_bytes()


def stamp_without_purpose(folder, query):
    """OpenSSL's authority refuses to sign so; this does what it would."""
    stamp(folder, query)
    token = run(folder, "ts", "-reply", "-in", "answer", "-token_out")
    info = run(folder, "cms", "-verify", "-noverify", "-inform", "DER", given=token)
    signed = run(folder, "cms", "-sign", "-cades", "-nodetach", "-binary", "-econtent_type", TST_INFO, "-outform", "DER",
                 "-signer", "purposeless.pem", "-inkey", "tsa.key", "-md", "sha256", given=info)
    return der(0x30, der(0x30, der(0x02, b"\0")) + signed)


def digest_in(query):
    """The 32 bytes behind the tag of an OCTET STRING of this size."""
    at = query.index(b"\x04\x20") + 2
    return query[at:at + 32]


def answer_to(folder, query, fault):
    digest = digest_in(query)
    if fault == "wrong-nonce":
        return stamp(folder, run(folder, "ts", "-query", "-digest", digest.hex(), "-sha256", "-cert"))
    if fault == "no-nonce":
        return stamp(folder, run(folder, "ts", "-query", "-digest", digest.hex(), "-sha256", "-cert", "-no_nonce"))
    if fault == "wrong-imprint":
        return stamp(folder, query.replace(digest, hashlib.sha256(b"another text").digest()))
    if fault == "untrusted":
        return stamp(folder, query, signer="untrusted")
    if fault == "purposeless":
        return stamp_without_purpose(folder, query)
    if fault == "brief":
        certify_for_a_moment(folder, 3)
        return stamp(folder, query, signer="brief")
    if fault == "rejecting":
        return stamp(folder, query, section="picky")
    if fault == "forged":
        sound = stamp(folder, query)
        return sound[:-1] + bytes([sound[-1] ^ 1])
    if fault == "longer":
        return stamp(folder, query) + b"\0"
    if fault == "garbage":
        return b"<html>no time stamps here</html>"
    if fault == "empty":
        return b""
    if fault == "oversized":
        return b"\x30" * 1_000_000
    return stamp(folder, query)


class Handler(http.server.BaseHTTPRequestHandler):
    STATUS = {"refusing": 403, "broken": 500, "elsewhere": 307}

    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"]))
        fault = self.path.strip("/")
        asked_well = self.headers["Content-Type"] == "application/timestamp-query"
        if fault == "slow":
            time.sleep(30)
        with self.server.alone:
            body = answer_to(self.server.folder, query, fault)
        self.send_response(self.STATUS.get(fault, 200) if asked_well else 415)
        if fault == "elsewhere":
            self.send_header("Location", "/")
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    alone = threading.Lock()  # files have names

    def handle_error(self, *_):
        pass  # who hears enough hangs up


def main():
    folder, what, *rest = sys.argv[1:]
    folder = pathlib.Path(folder).resolve()
    prepare(folder)
    if what == "prepare":
        return
    if what == "reply":
        fault, query, answer = rest
        pathlib.Path(answer).write_bytes(answer_to(folder, pathlib.Path(query).read_bytes(), fault))
        return
    server = Server(("127.0.0.1", int(what)), Handler)
    server.folder = folder
    server.serve_forever()


if __name__ == "__main__":
    main()
