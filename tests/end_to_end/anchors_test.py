"""What others vouch for: a real witness, written apart from the service, cosigns the log of a real one, and a real authority
stamps it with the time; what they signed is checked offline, of the whole log and of one consent. And people hold a proof
of their own, by mail."""

import email
import email.policy
import hashlib
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from second import Second
from suite import BIN, ROOT, Suite, run_tests

NEWS = "purposes/newsletter"
_SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_true(holds, what):
    deadline = time.monotonic() + _SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"not after {_SECONDS} s: {what}")
        time.sleep(0.2)


class Anchors(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test/anchors", services=["consent", "gateway"]))
        cls.suite.ctl("purposes", "create", "newsletter", "--display-name", "News")
        cls.suite.ctl("wordings", "create", "newsletter", "--language-code", "en", "--text", "I would like news.")
        cls.folder = cls.suite.folder
        cls.log_key = cls.suite.ctl("consent", "public-key", str(cls.folder / "keys/consent_log")).strip()

    def start_witness(self):
        """A witness on a free port; its key, and what the setting says."""
        name, seed, port = "witness.example/w", os.urandom(32), free_port()
        script = ROOT / "tests/services/consent/support/http_witness.py"
        process = subprocess.Popen(["/usr/bin/python3", script, str(port), name, seed.hex(), self.log_key])
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        key = subprocess.run(["/usr/bin/python3", "-c", KEY_OF, name, seed.hex()], check=True, text=True,
                             stdout=subprocess.PIPE).stdout.strip()
        return key, f"consent.witnesses=http://127.0.0.1:{port} {key}"

    def checkpoint(self, replica):
        return json.loads(self.suite.ctl(*replica.where(), "-o", "json", "consent", "checkpoint"))

    @staticmethod
    def is_cosigned(checkpoint):
        return [cosigned["log_size"] for cosigned in checkpoint.get("cosigned_checkpoints", [])] == [checkpoint["log_size"]]

    def run_offline(self, *words):
        environment = {"PATH": f"{BIN}:/usr/bin:/bin", "HOME": str(self.folder)}
        return subprocess.run(["bestandctl", *words], cwd=self.folder, env=environment, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def test_a_witness_vouches_for_the_log_and_for_one_consent(self):
        key, setting = self.start_witness()
        self.suite.ctl("consent", "request", "c1", "--email-address", "anna@example.test", "--purposes", NEWS)
        with Second(self.suite, "consent", setting, "consent.witness_interval=1s") as replica:
            for number in range(3):
                self.suite.ctl("consent", "object", f"d{number}", "--channel", "post")
                await_true(lambda: self.is_cosigned(self.checkpoint(replica)), "all of it is cosigned")
            self.suite.ctl(*replica.where(), "consent", "export", str(self.folder / "whole"))
            name = self.suite.json("consent", "list", "c1")["consents"][0]["name"]
            self.suite.ctl(*replica.where(), "consent", "evidence", name, "--page", str(self.folder / "c1.html"))
        for words in (["--export", "whole"], ["--evidence", "c1.json"]):
            done = self.run_offline("consent", "verify", *words, "--public-key", self.log_key, "--witness-key", key)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertRegex(done.stdout, r"cosigned by witness.example/w: the first [1-9]\d* events, at 20")
            other = self.suite.ctl("consent", "make-key", str(self.folder / f"{words[1]}.key"), "--name", "w2",
                                   "--witness").strip()
            done = self.run_offline("consent", "verify", *words, "--public-key", self.log_key, "--witness-key", other)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("cosigned no checkpoint", done.stderr)

    def start_authority(self):
        """A time stamp authority on a free port; its folder, and its address."""
        folder, port = self.folder / "authority", free_port()
        script = ROOT / "tests/support/time_stamp_authority.py"
        subprocess.run(["/usr/bin/python3", script, folder, "prepare"], check=True)
        process = subprocess.Popen(["/usr/bin/python3", script, folder, str(port)])
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        return folder, f"http://127.0.0.1:{port}"

    def await_stamp(self, replica):
        def is_stamped():
            checkpoint = self.checkpoint(replica)
            return checkpoint.get("stamped_checkpoint", {}).get("log_size") == checkpoint["log_size"]
        await_true(is_stamped, "all of it is stamped with the time")

    def test_an_authority_stamps_the_log_with_the_time(self):
        authority, url = self.start_authority()
        ca = authority / "ca.pem"
        self.suite.ctl("consent", "request", "t1", "--email-address", "tina@example.test", "--purposes", NEWS)
        settings = [f"consent.time_stamp_url={url}", f"consent.time_stamp_ca_file={ca}", "consent.time_stamp_interval=1s"]
        with Second(self.suite, "consent", *settings) as replica:
            self.await_stamp(replica)
            self.suite.ctl("consent", "object", "t2", "--channel", "post")
            self.await_stamp(replica)
            last = self.checkpoint(replica)["log_size"]
            self.suite.ctl(*replica.where(), "consent", "export", str(self.folder / "stamped"))
            name = self.suite.json("consent", "list", "t1")["consents"][0]["name"]
            self.suite.ctl(*replica.where(), "consent", "evidence", name, "--page", str(self.folder / "evidence.html"))
        for words, size in ((["--export", "stamped"], last), (["--evidence", "evidence.json"], r"\d+")):
            command = ["consent", "verify", *words, "--public-key", self.log_key, "--time-stamp-ca"]
            done = self.run_offline(*command, str(ca))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertRegex(done.stdout, rf"stamped with the time: the first {size} events, at 20")
            done = self.run_offline(*command, str(authority / "stranger.pem"))
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("the time stamp: certificate verify error", done.stderr)
        self.check_by_openssl(ca)

    def check_by_openssl(self, ca):
        """What the service's README tells auditors, as it stands there."""
        readme = (ROOT / "services/consent/README.md").read_text(encoding="utf-8")
        block, = (found for found in re.findall(r"```sh\n(.*?)```", readme, re.DOTALL) if "openssl ts -verify" in found)
        (self.folder / "ca.pem").write_bytes(ca.read_bytes())
        run = ["bash", "-euo", "pipefail", "-c"]
        done = subprocess.run([*run, block], cwd=self.folder, text=True, check=False, capture_output=True)
        self.assertIn("Verification: OK", done.stdout, done.stderr)
        self.assertEqual(done.returncode, 0)
        changed = block.replace("openssl", "echo >> checkpoint.txt; openssl")
        done = subprocess.run([*run, changed], cwd=self.folder, text=True, check=False, capture_output=True)
        self.assertIn("imprint mismatch", done.stderr)

    def test_an_authority_that_lies_stops_nothing(self):
        authority, url = self.start_authority()
        port = free_port()
        settings = [f"consent.time_stamp_url={url}/forged", f"consent.time_stamp_ca_file={authority / 'ca.pem'}",
                    "consent.time_stamp_interval=1s", f"server.metrics_listen=127.0.0.1:{port}"]
        self.suite.ctl("consent", "object", "l1", "--channel", "post")
        with Second(self.suite, "consent", *settings) as replica:
            self.await_metric(port, r'consent_time_stamps_total\{outcome="ANCHOR_ANSWER_INVALID"\} [1-9]')
            self.suite.ctl(*replica.where(), "consent", "object", "l2", "--channel", "post")
            checkpoint = self.checkpoint(replica)
            self.assertNotEqual(checkpoint.get("stamped_checkpoint", {}).get("log_size"), checkpoint["log_size"])
        with Second(self.suite, "consent", settings[0].removesuffix("/forged"), *settings[1:]):
            self.await_metric(port, r'consent_time_stamps_total\{outcome="STAMPED"\} [1-9]')
            self.await_metric(port, r"consent_time_stamped_log_size [1-9]")
            self.await_metric(port, r"consent_time_stamp_time_seconds 1\.?\d")

    def await_metric(self, port, pattern):
        def is_shown():
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
                return re.search(pattern, answer.read().decode())
        await_true(is_shown, pattern)

    def await_mail(self, address, subject):
        """The first mail to an address with this subject, read whole."""
        arrived = pathlib.Path(self.suite.addresses["mail_folder"], "new")
        found = []

        def look():
            mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in arrived.glob("*")]
            found[:] = [mail for mail in mails if subject in mail["Subject"] and mail["To"] == address]
            return found

        await_true(look, f"a mail “{subject}”")
        return found[0]

    def test_who_confirms_gets_the_proof_by_mail(self):
        with Second(self.suite, "consent", "consent.receipt_mails=true") as replica:
            self.suite.ctl("consent", "request", "r1", "--email-address", "rita@example.test", "--purposes", NEWS)
            token = re.search(r"Token: (\S+)", self.await_mail(
                "rita@example.test", "Please confirm").get_body(("plain",)).get_content())[1]
            self.suite.ctl(*replica.where(), "consent", "confirm", token)
        receipt = self.await_mail("rita@example.test", "Your consent is confirmed")
        text = receipt.get_body(("plain",)).get_content()
        self.assertIn("I would like news.", text)
        self.assertIn(self.log_key, text)
        self.assertEqual(receipt["List-Unsubscribe"].strip("<>"), re.search(r"http\S+/unsubscribe\?token=\S+", text)[0])
        self.assertEqual(receipt["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        proof, = receipt.iter_attachments()
        file = self.folder / proof.get_filename()
        file.write_bytes(proof.get_content().encode())
        command = re.search(r"^bestandctl (.*)$", text, re.MULTILINE)[1].split()
        done = self.run_offline(*command)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("confirmed at 20", done.stdout)
        self.assertIn(hashlib.sha256(b"I would like news.").hexdigest(), done.stdout)
        file.write_text(file.read_text(encoding="utf-8").replace("index ", "index 1", 1), encoding="utf-8")
        self.assertIn("does not prove", self.run_offline(*command).stderr)
        file.write_bytes(proof.get_content().encode())
        await_true(lambda: "RECEIPT_SENT" in self.suite.ctl("-o", "json", "consent", "events", "r1"), "it is recorded")
        self.assertIn("begins as the kept", self.suite.ctl("consent", "verify", "--checkpoint", str(file)))

    def test_metrics_tell_how_far_a_witness_vouches(self):
        key, setting = self.start_witness()
        port = free_port()
        self.suite.ctl("consent", "object", "m1", "--channel", "post")
        with Second(self.suite, "consent", setting, f"server.metrics_listen=127.0.0.1:{port}"):
            def metrics():
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
                    return answer.read().decode()
            await_true(lambda: 'consent_cosignatures_total{outcome="COSIGNED",witness="witness.example/w"} 1' in metrics(),
                       "the cosignature is counted")
            self.assertRegex(metrics(), r'consent_cosigned_log_size\{witness="witness.example/w"\} [1-9]')
            self.assertRegex(metrics(), r'consent_cosigned_time_seconds\{witness="witness.example/w"\} 1\.?\d')


# Writes the public key of a witness as C2SP has it.
KEY_OF = """
import base64, hashlib, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
name, seed = sys.argv[1], bytes.fromhex(sys.argv[2])
key = b"\\x04" + Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
identity = hashlib.sha256(name.encode() + b"\\n" + key).hexdigest()[:8]
print(f"{name}+{identity}+{base64.b64encode(key).decode()}")
"""

if __name__ == "__main__":
    run_tests()
