"""People at the pages: real mails, real pages, a real browser; what was recorded is the judge."""

import email
import email.policy
import http.client
import json
import pathlib
import re
import shutil
import subprocess
import time
import unittest
import urllib.parse

from suite import ROOT, Suite

NEWS, BIRTHDAY = "purposes/newsletter", "purposes/birthday"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_MODULES = ROOT / ".bestand/npm"
_CHROMIUM = shutil.which("chromium")


class PagesTest(unittest.TestCase):
    """A suite with two purposes and its pages; `folder` names where below .bestand/test it lives."""

    folder = "pages"

    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test" / cls.folder, services=["consent", "gateway"]))
        cls.base = cls.suite.addresses["pages"]
        cls.people = 0
        for purpose, name in (("newsletter", "News and offers"), ("birthday", "Birthday greetings")):
            cls.suite.ctl("purposes", "create", purpose, "--display-name", name)
            for language, text in (("en", "I would like this by e-mail."), ("de", "Das möchte ich per E-Mail.")):
                cls.suite.ctl("wordings", "create", purpose, "--language-code", language, "--text", f"{name}: {text}")

    def ask(self, *purposes, language="en", customer=None, address=None):
        """Requests consent for somebody new; returns (customer, address)."""
        type(self).people += 1
        customer, address = customer or f"c{self.people}", address or f"person{self.people}@example.test"
        asked = [word for purpose in purposes or [NEWS] for word in ("--purposes", purpose)]
        self.suite.ctl("consent", "request", customer, "--email-address", address, *asked, "--language-code", language)
        return customer, address

    def mails_to(self, address, wait_seconds=0, least=0):
        deadline = time.monotonic() + wait_seconds
        while True:
            mails = [mail for mail in self.all_mails() if mail["To"] == address]
            if len(mails) >= least or time.monotonic() > deadline:
                return mails
            time.sleep(0.1)

    def all_mails(self):
        for file in pathlib.Path(self.suite.addresses["mail_folder"], "new").glob("*"):
            yield email.message_from_bytes(file.read_bytes(), policy=email.policy.default)

    def link_to(self, address):
        (mail,) = self.mails_to(address, 20, 1)
        return re.search(r"^http\S+/confirm\?token=\S+$", mail.get_body(("plain",)).get_content(), re.MULTILINE)[0]

    def confirmed(self, *purposes, **options):
        """Somebody who confirmed; returns (customer, address)."""
        customer, address = self.ask(*purposes, **options)
        status, _, _ = self.http("POST", self.link_to(address))
        self.assertEqual(status, 200)
        return customer, address

    def links(self, customer, purpose=NEWS):
        return self.suite.json("consent", "links", customer, "--channel", "email", "--purpose", purpose)

    def http(self, method, url, body="", headers=None):
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
        connection.request(method, f"{parts.path}?{parts.query}", body if method == "POST" else None,
                           headers or (FORM if method == "POST" else {}))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def events(self, customer):
        return [event["kind"] for event in self.suite.json("consent", "events", customer).get("events", [])]

    def state(self, customer, purpose=NEWS):
        consents = self.suite.json("consent", "list", customer)["consents"]
        return next(consent["state"] for consent in consents if consent["purpose"] == purpose)

    def campaign(self, name, *words):
        return self.suite.json("campaigns", "create", name, "--capture-channel", "card", "--purposes", NEWS, *words)

    def browse(self, task, **more):
        if not _CHROMIUM or not (_MODULES / "node_modules/playwright-core").is_dir() or not shutil.which("node"):
            self.skipTest("chromium, node or playwright-core is not there")
        task = {"task": task, "base": self.base, "chromium": _CHROMIUM, **more}
        command = ["node", ROOT / "tests/support/pages_browser.mjs", _MODULES, json.dumps(task)]
        done = subprocess.run(command, text=True, timeout=240, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)
