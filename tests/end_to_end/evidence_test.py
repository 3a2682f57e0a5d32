"""The evidence of one consent, from a real sign-up to paper: a page for a judge, and three commands that prove it
without us.

BESTAND_SHOTS names a folder for pictures of the pages, to look at.
"""

import email
import email.policy
import hashlib
import html
import http.client
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from suite import BIN, ROOT, Suite, run_tests

CHROMIUM = shutil.which("chromium")
NEWS = "purposes/newsletter"


class Evidence(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test/evidence", services=["consent", "gateway"]))
        cls.suite.ctl("purposes", "create", "newsletter", "--display-name", "Neuigkeiten & Angebote")
        cls.suite.ctl("wordings", "create", "newsletter", "--language-code", "de", "--text",
                      "Ich möchte Neuigkeiten per E-Mail. Das kann ich jederzeit beenden.")
        cls.mail = cls.confirm()
        cls.name = cls.suite.json("consent", "list", "c1")["consents"][0]["name"]
        cls.folder = cls.suite.folder / "paper"
        cls.folder.mkdir()
        cls.key = cls.suite.ctl("consent", "public-key", str(cls.suite.folder / "keys/consent_log")).strip()
        for language in ("de", "en"):
            cls.suite.ctl("consent", "evidence", cls.name, "--page", str(cls.folder / f"{language}.html"), "--language",
                          language)

    @classmethod
    def confirm(cls):
        """Somebody signs up and confirms; returns the mail as the server got it."""
        cls.suite.ctl("consent", "request", "c1", "--email-address", "anna@example.test", "--purposes", NEWS,
                      "--language-code", "de", "--origin", "https://shop.example.test/form",
                      "--ip-address", "192.0.2.7", "--campaign", "messe-2026",
                      "--boxes", "news: unticked, <b>ticked</b>")
        mails = pathlib.Path(cls.suite.addresses["mail_folder"], "new")
        deadline = time.monotonic() + 20
        while not list(mails.glob("*")) and time.monotonic() < deadline:
            time.sleep(0.1)
        mail = email.message_from_bytes(next(mails.glob("*")).read_bytes(), policy=email.policy.default)
        link = urllib.parse.urlsplit(re.search(r"http\S+/confirm\?token=\S+",
                                               mail.get_body(("plain",)).get_content())[0])
        connection = http.client.HTTPConnection(link.hostname, link.port, timeout=20)
        connection.request("POST", f"{link.path}?{link.query}", "",
                           {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "Mozilla/5.0 (Test)"})
        assert connection.getresponse().status == 200
        return mail

    def page(self, language):
        return (self.folder / f"{language}.html").read_text(encoding="utf-8")

    def run_offline(self, command):
        """Runs a command of the page as it stands there, with no address of any service."""
        environment = {"PATH": f"{BIN}:/usr/bin:/bin", "HOME": str(self.folder)}
        return subprocess.run(["bash", "-c", command], cwd=self.folder, env=environment, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def test_the_page_says_all_that_counts(self):
        token = re.search(r"token=(\S+)", self.mail.get_body(("plain",)).get_content())[1]
        facts = ["anna@example.test", "Ich möchte Neuigkeiten per E-Mail.", "https://shop.example.test/form", "192.0.2.7",
                 "messe-2026", "news: unticked, &lt;b&gt;ticked&lt;/b&gt;", "Neuigkeiten &amp; Angebote", "127.0.0.1",
                 "Mozilla/5.0 (Test)", html.escape(self.mail["Message-ID"]), "250 ", "confirmation-de-2",
                 "Ihre Einwilligung können Sie jederzeit kostenlos widerrufen.", self.key, "de-v1",
                 hashlib.sha256(token.encode()).hexdigest(), "Giftware Shop", "version 2026-03"]
        for language, more in (("de", ["<html lang=\"de\">", "Die Person hat eingewilligt, und die Einwilligung besteht.",
                                        "den Code der Mail: über ihren Link"]),
                               ("en", ["<html lang=\"en\">", "The person has consented, and the consent stands.",
                                        "the token of the mail: its link"])):
            for fact in facts + more:
                self.assertIn(fact, self.page(language))
            self.assertNotIn("<b>", self.page(language))

    def test_three_commands_of_the_page_prove_it_without_us(self):
        commands = [html.unescape(text) for text in re.findall(r"<li>.*?<pre>(.*?)</pre>", self.page("de"), re.DOTALL)]
        self.assertEqual(len(commands), 3)
        sums = [html.unescape(text) for text in re.findall(r"[0-9a-f]{64}", self.page("de"))]
        for command in commands:
            done = self.run_offline(command)
            self.assertEqual(done.returncode, 0, f"{command}\n{done.stderr}")
            if "sha256sum" in command:
                self.assertIn(re.search(r"^[0-9a-f]{64}", done.stdout, re.MULTILINE)[0], sums)
        sent = email.message_from_bytes((self.folder / "mail.eml").read_bytes(), policy=email.policy.default)
        self.assertEqual(sent["Message-ID"], self.mail["Message-ID"])
        for part in ("plain", "html"):
            self.assertEqual(*(mail.get_body((part,)).get_content().split() for mail in (sent, self.mail)))

    def test_what_was_changed_is_found(self):
        whole = json.loads((self.folder / "de.json").read_text(encoding="utf-8"))
        other = json.loads(json.dumps(whole))
        other["evidence"]["items"].pop(1)
        self.assert_faulty(other, "missing")
        for field, value in (("payload", "YT1i"), ("salt", "AA=="), ("leaf", "AAAA"), ("tlog_proof", "c2sp.org/x")):
            other = json.loads(json.dumps(whole))
            other["evidence"]["items"][0][field] = value
            self.assert_faulty(other, "event ")
        other = json.loads(json.dumps(whole))
        other["evidence"]["wordings"][0]["text"] = "Ich möchte alles."
        self.assert_faulty(other, "wording")
        other = json.loads(json.dumps(whole))
        other["evidence"]["items"][0]["event"]["event_time"] = "2020-01-01T00:00:00Z"
        self.assert_faulty(other, "time")
        strange = self.suite.ctl("consent", "make-key", str(self.folder / "strange.key"), "--name",
                                 self.key.split("+")[0]).strip()
        done = self.run_offline(f"bestandctl consent verify --evidence de.json --public-key '{strange}'")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("did not sign", done.stderr)

    def assert_faulty(self, evidence, word):
        (self.folder / "changed.json").write_text(json.dumps(evidence), encoding="utf-8")
        done = self.run_offline(f"bestandctl consent verify --evidence changed.json --public-key '{self.key}'")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("not what was signed", done.stderr)
        self.assertIn(word, done.stderr)

    @unittest.skipUnless(CHROMIUM, "chromium is not there")
    def test_it_can_be_seen_and_printed(self):
        shots = pathlib.Path(os.environ.get("BESTAND_SHOTS", self.folder))
        shots.mkdir(parents=True, exist_ok=True)
        for language in ("de", "en"):
            page = f"file://{self.folder}/{language}.html"
            for width in (390, 1100):
                self.chromium(f"--screenshot={shots}/evidence-{language}-{width}.png", f"--window-size={width},3200", page)
            pdf = shots / f"evidence-{language}.pdf"
            self.chromium(f"--print-to-pdf={pdf}", "--no-pdf-header-footer", page)
            self.assertEqual(pdf.read_bytes()[:5], b"%PDF-")
        self.assertNotRegex(self.page("de"), r"<(?:link|script|img|iframe|a)\b|url\(")

    @unittest.skipUnless(CHROMIUM and shutil.which("pdftotext"), "chromium or pdftotext is not there")
    def test_on_paper_nothing_is_cut_off_or_torn_apart(self):
        pages = {"de": ("1. Die Anfrage", "Stelle im Protokoll"), "en": ("1. The request", "Place in the log")}
        for language, (heading, last) in pages.items():
            pdf = self.folder / f"printed-{language}.pdf"
            self.chromium(f"--print-to-pdf={pdf}", "--no-pdf-header-footer", f"file://{self.folder}/{language}.html")
            sheets = self.poppler("-layout", pdf).split("\f")[:-1]
            self.assertIn(len(sheets), range(4, 8))
            for number, sheet in enumerate(sheets, 1):
                lines = [line.strip() for line in sheet.splitlines() if line.strip()]
                self.assertRegex(lines[-1], rf"^{self.name} +{number} ?/ ?{len(sheets)}$")
                self.assertNotIn(f">{html.escape(lines[-2])}</h", self.page(language), "a heading at the end")
            self.assertTrue(any(heading in sheet and last in sheet.split(heading)[1] for sheet in sheets), heading)
            feet = re.compile(rf"{self.name}|\b\d ?/ ?{len(sheets)}$", re.MULTILINE)
            text = "".join(feet.sub("", self.poppler("-raw", pdf)).split())
            for fact in re.findall(r"<(?:dd|blockquote|li|p|pre)(?: [^>]*)?>([^<]+)<", self.page(language)):
                self.assertIn("".join(html.unescape(fact).split()), text)
            words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"', self.poppler("-bbox", pdf))
            self.assertGreater(len(words), 300)
            for left, _, right in words:  # between margins of 16 mm, in points of A4
                self.assertGreater(float(left), 44)
                self.assertLess(float(right), 595 - 44)

    @staticmethod
    def poppler(how, pdf):
        return subprocess.run(["pdftotext", how, pdf, "-"], check=True, text=True, stdout=subprocess.PIPE).stdout

    def test_a_complaint_about_the_mail_is_an_objection(self):
        report = self.folder / "complaint.eml"
        parts = ["Content-Type: multipart/report; report-type=feedback-report; boundary=b", "", "--b",
                 "Content-Type: message/feedback-report", "", "Feedback-Type: abuse", "", "--b",
                 "Content-Type: text/rfc822-headers", "", f"Message-ID: {self.mail['Message-ID']}", "", "--b--", ""]
        report.write_text("\r\n".join(parts), encoding="ascii")
        self.assertIn("COMPLAINED", self.suite.ctl("-o", "json", "mails", "record-report", str(report)))
        self.assertEqual(self.suite.json("consent", "events", "c1")["events"][-1]["kind"], "COMPLAINED")
        self.assertIn("NONE", self.suite.ctl("-o", "json", "mails", "record-report", str(report)))
        self.assertIn("sound: ", self.suite.ctl("consent", "verify", "--public-key", self.key))
        report.write_text("no mail", encoding="ascii")
        self.assertIn("no mail that can be read", self.suite.try_ctl("mails", "record-report", str(report)).stderr)

    def test_all_that_is_held_can_be_handed_over(self):
        self.suite.ctl("subjects", "record-disclosure", "c1", "--recipient", "Paketdienst <x>", "--reason", "Lieferung",
                       "--content", "Name und Anschrift")
        self.assertIn("Paketdienst <x>", self.suite.ctl("subjects", "disclosures", "c1"))
        lines, page = self.folder / "c1.jsonl", self.folder / "c1.html"
        self.suite.ctl("subjects", "export", "c1", "--file", str(lines), "--page", str(page), "--language", "de")
        records = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
        mails = [record["event"]["recorded"] for record in records
                 if record.get("event", {}).get("event", {}).get("kind") == "MAIL_SENT"]
        self.assertIn("mime_base64=", mails[0])
        self.assertIn("anna@example.test", [record["row"]["columns"].get("address") for record in records
                                            if record.get("row", {}).get("table") == "consents"])
        text = page.read_text(encoding="utf-8")
        for part in ("Was über c1 gespeichert ist", "Paketdienst &lt;x&gt;", "anna@example.test", "192.0.2.7",
                     "Bestätigungsmail gesendet"):
            self.assertIn(part, text)
        if CHROMIUM and "BESTAND_SHOTS" in os.environ:
            self.chromium(f"--screenshot={os.environ['BESTAND_SHOTS']}/subject-de.png", "--window-size=1100,4200",
                          f"file://{page}")

    def test_a_witness_elsewhere_sees_that_the_log_only_grows(self):
        key, state = self.folder / "witness.key", self.folder / "last.txt"
        self.suite.ctl("consent", "make-key", str(key), "--name", "witness.example/w", "--witness")
        words = ["consent", "cosign", "--key", str(key), "--log-key", self.key, "--state", str(state)]
        first = self.suite.ctl(*words)
        self.suite.ctl("consent", "object", "c2", "--channel", "post")
        second = self.suite.ctl(*words)
        self.assertEqual(second, state.read_text(encoding="utf-8"))
        self.assertIn("witness.example/w", second)
        self.assertEqual(int(second.splitlines()[1]), int(first.splitlines()[1]) + 1)
        self.assertIn("begins as the kept", self.suite.ctl("consent", "verify", "--checkpoint", str(state)))
        lines = second.splitlines(keepends=True)
        state.write_text("".join(lines[:1] + ["999999\n"] + lines[2:]), encoding="utf-8")
        self.assertIn("did not sign", self.suite.try_ctl(*words).stderr)

    def test_old_consents_come_in_with_their_proof_or_as_unproven(self):
        folder, text = self.folder, "News and offers: I would like this by e-mail."
        self.suite.ctl("wordings", "create", "newsletter", "--language-code", "en", "--text", text)
        proof = (f"old@example.test,{text},old shop,2026-01-02T10:00:00Z,192.0.2.1,"
                 "<1@old.example.test>,2026-01-02T10:00:05Z,2026-01-02T10:20:00Z")
        rows = ["external_id,customer_id,purpose,email_address,wording_text,origin,request_time,request_ip_address,"
                "message_id,mail_time,confirm_time,confirm_ip_address",
                f"1,old-1,newsletter,{proof},192.0.2.1",
                f"2,old-2,newsletter,{proof},",
                f"3,old 3,newsletter,{proof},192.0.2.1",
                f"4,old-4,newsletter,{proof.replace('2026-01-02T10:20:00Z', 'in spring')},192.0.2.1"]
        (folder / "old.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        words = ["consents", "import", folder / "old.csv", "--source", "old-shop", "--rejected", folder / "bad.csv"]
        report = self.suite.json(*words)
        self.assertEqual([int(report[key]) for key in ("row_count", "proven_count", "unproven_count", "rejected_count")],
                         [4, 1, 1, 2])
        self.assertEqual(report["missing_evidence"], [{"field": "confirm_ip_address", "count": "1"}])
        bad = (folder / "bad.csv").read_text(encoding="utf-8").splitlines()
        self.assertEqual([line.split(",")[0] for line in bad], ["external_id", "3", "4"])
        self.assertTrue(bad[0].endswith(",reason"))
        self.assertIn("confirm_time cannot be read: in spring", bad[2])
        again = self.suite.json(*words)
        self.assertEqual([int(again.get(key, 0)) for key in ("unchanged_count", "proven_count")], [2, 0])
        (consent,) = self.suite.json("consent", "list", "old-1")["consents"]
        self.assertEqual(consent["state"], "CONSENT_STATE_CONFIRMED")
        self.assertEqual([event["kind"] for event in self.suite.json("consent", "events", "old-2")["events"]], ["UNPROVEN"])
        listed = self.suite.json("consents", "unproven", "--purpose", NEWS)["consents"]
        self.assertEqual([entry["customer"] for entry in listed], ["customers/old-2"])
        self.assertIn("sound", self.suite.ctl("consent", "verify"))
        self.suite.ctl("consent", "evidence", consent["name"], "--page", folder / "old.html", "--language", "en")
        page = (folder / "old.html").read_text(encoding="utf-8")
        for fact in ("Taken over from another system", "old-shop, 1", "2026-01-02T10:20:00", "&lt;1@old.example.test&gt;",
                     text, "192.0.2.1"):
            self.assertIn(fact, page)
        self.assertNotIn("The request has not been confirmed.", page)
        self.assertIn("sound", self.suite.ctl("consent", "verify", "--evidence", folder / "old.json"))

    def chromium(self, *words):
        subprocess.run([CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *words],
                       check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    run_tests()
