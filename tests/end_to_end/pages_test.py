"""The pages that people see: real mails, real pages, a real browser; what was recorded is the judge.

BESTAND_SHOTS names a folder for pictures of every page, to look at.
"""

import base64
import concurrent.futures
import email
import email.policy
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest
import urllib.parse
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from suite import ROOT, Suite, run_tests

MODULES = ROOT / ".bestand/npm"
CHROMIUM = shutil.which("chromium")
NEWS, BIRTHDAY = "purposes/newsletter", "purposes/birthday"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def grey_pixels(png):
    """Returns (width, height, one byte a pixel) of a PNG of 8-bit RGB or RGBA, as a browser takes it."""
    data, compressed = png[8:], b""
    while data:
        size, kind = int.from_bytes(data[:4], "big"), data[4:8]
        if kind == b"IHDR":
            width, height = (int.from_bytes(data[i:i + 4], "big") for i in (8, 12))
            depth = {2: 3, 6: 4}[data[17]]
        compressed += data[8:8 + size] if kind == b"IDAT" else b""
        data = data[12 + size:]
    raw, stride, above, grey = zlib.decompress(compressed), width * depth, None, bytearray()
    for y in range(height):
        kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        above = above or bytearray(stride)
        for i in range(stride):
            left, up, corner = (line[i - depth], above[i], above[i - depth]) if i >= depth else (0, above[i], 0)
            if kind == 4:
                guess = left + up - corner
                best = min((left, up, corner), key=lambda value: abs(guess - value))
            else:
                best = (0, left, up, (left + up) // 2)[kind]
            line[i] = line[i] + best & 255
        grey += line[::depth]
        above = line
    return width, height, bytes(grey)


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test/pages", services=["consent", "gateway"]))
        cls.base = cls.suite.addresses["pages"]
        cls.people = 0
        for purpose, name in (("newsletter", "News and offers"), ("birthday", "Birthday greetings")):
            cls.suite.ctl("purposes", "create", purpose, "--display-name", name)
            for language, text in (("en", "I would like this by e-mail."), ("de", "Das möchte ich per E-Mail.")):
                cls.suite.ctl("wordings", "create", purpose, "--language-code", language, "--text", f"{name}: {text}")

    # What people do.

    def ask(self, *purposes, language="en", customer=None, address=None):
        """Requests consent for somebody new; returns (customer, address)."""
        Pages.people += 1
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

    def browse(self, task, **more):
        if not CHROMIUM or not (MODULES / "node_modules/playwright-core").is_dir() or not shutil.which("node"):
            self.skipTest("chromium, node or playwright-core is not there")
        task = {"task": task, "base": self.base, "chromium": CHROMIUM, **more}
        browser = ROOT / "tests/support/pages_browser.mjs"
        done = subprocess.run(["node", browser, MODULES, json.dumps(task)], text=True, timeout=240,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    # What must hold.

    def test_a_mail_leads_to_a_page_that_confirms(self):
        customer, address = self.ask(NEWS, BIRTHDAY, language="de")
        (mail,) = self.mails_to(address, 20, 1)
        self.assertEqual(mail.get_content_type(), "multipart/alternative")
        link = self.link_to(address)
        self.assertIn(f'href="{link}"', mail.get_body(("html",)).get_content())
        self.assertTrue(link.startswith(self.base))
        status, headers, page = self.http("GET", link)
        self.assertEqual(status, 200)
        for text in ('<html lang="de">', "p***@example.test", "News and offers: Das möchte ich", "Das war ich nicht"):
            self.assertIn(text, page)
        self.assertEqual(headers["Cache-Control"], "no-store")
        status, _, page = self.http("POST", link, "lang=en")
        self.assertEqual(status, 200)
        self.assertIn("you are signed up", page)
        self.assertEqual(self.state(customer), "CONSENT_STATE_CONFIRMED")
        self.assertEqual(self.events(customer)[-2:], ["CONFIRMED", "CONFIRMED"])
        status, _, page = self.http("POST", link)
        self.assertEqual((status, "schon bestätigt" in page), (200, True))

    def test_scanners_change_nothing(self):
        customer, address = self.ask()
        sure, _ = self.confirmed()
        links = self.links(sure)
        urls = [self.link_to(address), links["unsubscribe_url"], links["preferences_url"]]
        urls += [url.replace("?", "?lang=de&") for url in urls] + [urls[0].replace("/confirm", "/confirm/not-me")]
        before = [self.events(customer), self.events(sure)]
        for url in urls:
            for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
                self.http(method, url)
        self.assertEqual([self.events(customer), self.events(sure)], before)
        self.browse("scan", urls=urls)
        self.assertEqual([self.events(customer), self.events(sure)], before)
        self.assertEqual(self.state(sure), "CONSENT_STATE_CONFIRMED")

    def test_that_was_not_me_ends_the_request_and_all_mails(self):
        customer, address = self.ask()
        link = self.link_to(address)
        status, _, page = self.http("POST", link.replace("/confirm?", "/confirm/not-me?"))
        self.assertEqual((status, "has been ended" in page), (200, True))
        self.assertEqual(self.events(customer)[-1], "DISOWNED")
        self.assertEqual(self.http("POST", link)[0], 410)
        self.suite.sql("DELETE FROM mail_counts", "consent")  # as if a month had passed
        self.ask(address=address)
        self.ask(address=address.upper().replace("EXAMPLE.TEST", "example.test"))
        time.sleep(1)
        self.assertEqual(len(self.mails_to(address)), 1)

    def test_forged_and_cut_tokens_get_help_and_change_nothing(self):
        customer, address = self.ask()
        link = self.link_to(address)
        token = link.split("token=")[1]
        before = self.events(customer)
        for changed, status in ((token[:-1], 400), ("", 400), (token[:-1] + ("A" if token[-1] != "A" else "B"), 404),
                                (token + "%0d%0aSet-Cookie:%20a=b", 400), ("%00" * 43, 400), ("%ff" * 43, 400)):
            for method in ("GET", "POST"):
                got, headers, page = self.http(method, link.replace(token, changed))
                self.assertEqual(got, status, changed)
                self.assertIn("<h1>", page)
                self.assertNotIn("Set-Cookie", headers)
        self.assertEqual(self.events(customer), before)

    def test_one_click_unsubscribes(self):
        for form in ("List-Unsubscribe=One-Click", None):
            customer, _ = self.confirmed()
            headers = {header["name"]: header["value"] for header in self.links(customer)["headers"]}
            self.assertEqual(headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
            url = re.fullmatch("<(.*)>", headers["List-Unsubscribe"])[1]
            kind, body = FORM, form
            if form is None:
                kind = {"Content-Type": "multipart/form-data; boundary=b"}
                body = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
            status, answer, _ = self.http("POST", url, body, kind)
            self.assertEqual(status, 200)
            self.assertNotIn("Location", answer)
            self.assertEqual(self.state(customer), "CONSENT_STATE_WITHDRAWN")
            self.assertEqual(self.http("POST", url, body, kind)[0], 200, "twice is once")
            self.assertIn("You are unsubscribed", self.http("GET", url)[2])

    def test_forged_unsubscribe_links_do_nothing(self):
        customer, _ = self.confirmed()
        url = self.links(customer)["unsubscribe_url"]
        other = self.links("somebody-else")["unsubscribe_url"]
        mixed = url.rsplit(".", 1)[0] + "." + other.rsplit(".", 1)[1]
        for forged, status in ((mixed, 404), (url[:-1], 404), (url.rsplit(".", 1)[0], 400),
                               (url.replace("/unsubscribe", "/preferences"), 404)):
            self.assertEqual(self.http("POST", forged)[0], status, forged)
        self.assertEqual(self.state(customer), "CONSENT_STATE_CONFIRMED")

    def test_the_preference_centre_shows_and_changes_each_thing(self):
        customer, address = self.confirmed(NEWS, BIRTHDAY)
        url = self.links(customer)["preferences_url"]
        _, _, page = self.http("GET", url)
        for text in ("News and offers, by email", "Birthday greetings, by email", "confirmed by you",
                     "Object to all advertising"):
            self.assertIn(text, page)
        _, _, page = self.http("POST", url, f"do=withdraw&channel=0&purpose={BIRTHDAY}")
        self.assertIn("ended from this moment on", page)
        self.assertEqual(self.state(customer, BIRTHDAY), "CONSENT_STATE_WITHDRAWN")
        self.assertEqual(self.state(customer), "CONSENT_STATE_CONFIRMED")
        for nonsense in ("do=withdraw&channel=9&purpose=x", "do=drop", "do=withdraw&channel=0&purpose=%3Cscript%3E",
                         "do=ask&channel=3&purpose=" + NEWS):
            before = self.events(customer)
            status, _, page = self.http("POST", url, nonsense)
            self.assertEqual(status, 200)
            self.assertNotIn("<script", page)
            self.assertEqual(self.events(customer), before)
        _, _, page = self.http("POST", url, "do=object")
        self.assertIn("You object to all advertising", page)
        self.assertEqual(self.events(customer)[-1], "OBJECTED")

    def test_a_person_can_be_forgotten(self):
        customer, _ = self.confirmed()
        url = self.links(customer)["preferences_url"]
        _, _, page = self.http("POST", url, "do=erase")
        self.assertIn("tick the box", page)
        _, _, page = self.http("POST", url, "do=erase&sure=yes")
        self.assertIn("Your wish has arrived", page)
        erasure, = [erasure for erasure in self.suite.json("erasures", "list")["erasures"]
                    if erasure.get("customer") == f"customers/{customer}"]
        self.assertTrue(erasure["by_person"])
        self.suite.ctl("erasures", "confirm", erasure["name"].split("/")[1])
        deadline = time.monotonic() + 30
        while self.suite.json("erasures", "get", erasure["name"].split("/")[1])["erasure"].get("customer"):
            self.assertLess(time.monotonic(), deadline, "the erasure is not done")
            time.sleep(0.2)
        _, _, page = self.http("GET", url)
        self.assertNotIn("confirmed by you", page)

    def test_a_pause_holds_until_its_day_and_ends_when_wanted(self):
        customer, _ = self.confirmed()
        url = self.links(customer)["preferences_url"]
        day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 20 * 86400))
        _, _, page = self.http("POST", url, f"do=pause&until={day}")
        self.assertIn("the pause begins now", page)
        self.assertIn("There is a pause: no advertising before", page)
        self.assertEqual(self.events(customer)[-1], "PAUSED")
        until = self.suite.json("consent", "show-pause", url.split("token=")[1])["until_time"]
        self.assertGreater(until[:10], day)
        for nonsense in ("2020-01-01", "9999-12-31", "tomorrow", "", "%3Cscript%3E"):
            before = self.events(customer)
            status, _, page = self.http("POST", url, f"do=pause&until={nonsense}")
            self.assertEqual((status, "<script" in page), (200, False))
            self.assertEqual(self.events(customer), before)
        _, _, page = self.http("POST", url + "&lang=de", "do=end-pause")
        self.assertIn("Die Pause ist beendet", page)
        self.assertIn("Pause begonnen oder beendet", page)
        self.assertNotIn("until_time", self.suite.json("consent", "show-pause", url.split("token=")[1]))

    def test_the_pages_cannot_be_used_to_bomb_a_mailbox(self):
        customer, address = self.confirmed(NEWS)
        url = self.links(customer)["preferences_url"]
        self.suite.sql("UPDATE mail_counts SET queue_time = queue_time - interval '11 minutes'", "consent")
        for _ in range(12):
            self.assertEqual(self.http("POST", url, f"do=ask&channel=0&purpose={BIRTHDAY}")[0], 200)
        self.mails_to(address, 20, 2)
        time.sleep(1)
        self.assertEqual(len(self.mails_to(address)), 2, "one to confirm, one for all the others")

    def sign_up(self, address, path="/register", seconds=3.2, **more):
        """Fills the registration as a person does; returns what comes back."""
        _, _, page = self.http("GET", self.base + path)
        self.assertNotIn("checked", page)
        stamp = re.search('name="stamp" value="([^"]+)"', page)[1]
        time.sleep(seconds)
        form = {"email": address, "purpose": NEWS, "stamp": stamp, "lang": "en", **more}
        return self.http("POST", self.base + path, urllib.parse.urlencode(form))

    def test_the_registration_leads_to_a_confirmation_and_keeps_how_it_came_about(self):
        status, _, page = self.sign_up("anna@example.test", "/r/fair-2026")
        self.assertEqual((status, "Please look at your mail" in page), (200, True))
        self.assertEqual(self.http("POST", self.link_to("anna@example.test"))[0], 200)
        name = self.suite.sql("SELECT 'customers/' || customer_id || '/consents/' || consent_id FROM consents "
                              "WHERE address = 'anna@example.test' AND customer_id LIKE 'web-%'", "consent").strip()
        items = self.suite.json("consent", "evidence", name)["evidence"]["items"]
        payload = "".join(base64.b64decode(item["payload"]).decode() for item in items)
        for line in ("campaign=fair-2026", f"boxes={NEWS}: unticked, ticked by the person",
                     f"origin={self.base}/r/fair-2026", "ip_address=127.0.0.1"):
            self.assertIn(line, payload)

    def test_the_registration_says_the_same_to_all_and_bombs_nobody(self):
        first = self.sign_up("known@example.test")
        self.mails_to("known@example.test", 20, 1)
        answers = [self.sign_up("known@example.test"), self.sign_up("known@example.test", website="x"),
                   self.sign_up("machine@example.test", seconds=0), self.sign_up("KNOWN@example.test")]
        # But for the handle of its code, which is random.
        same = [re.sub('name="handle" value="[^"]{43}"', "", page) for _, _, page in [first, *answers]]
        self.assertEqual(len(set(same)), 1)
        self.assertEqual([status for status, _, _ in answers], [200] * 4)
        time.sleep(1)
        self.assertEqual(len(self.mails_to("known@example.test")), 1)
        self.assertEqual(self.mails_to("machine@example.test") + self.mails_to("KNOWN@example.test"), [])

    def test_the_registration_holds_its_limits_under_many_and_over_a_crash(self):
        _, _, page = self.http("GET", self.base + "/register")
        form = urllib.parse.urlencode({"email": "target@example.test", "purpose": NEWS,
                                       "stamp": re.search('name="stamp" value="([^"]+)"', page)[1]})
        time.sleep(3.2)
        with concurrent.futures.ThreadPoolExecutor(64) as crowd:
            posts = [crowd.submit(self.http, "POST", self.base + "/register", form) for _ in range(128)]
            time.sleep(0.3)
            os.kill(self.suite.pid("consent"), signal.SIGKILL)
            statuses = {post.result()[0] for post in posts}
        self.assertLessEqual(statuses, {200, 503})
        self.assertEqual(self.sign_up("target@example.test")[0], 200, "it is back")
        self.mails_to("target@example.test", 20, 1)
        time.sleep(1)
        # One that was being sent when the crash came may come twice, as the same.
        self.assertEqual(len({mail["Message-ID"] for mail in self.mails_to("target@example.test")}), 1)

    def test_a_code_confirms_where_the_form_was_and_five_tries_last_over_a_restart(self):
        def handle(page):
            return re.search('name="handle" value="([^"]{43})"', page)[1]

        def try_code(page, code):
            form = {"handle": handle(page), "code": code, "purpose": NEWS, "lang": "en"}
            return self.http("POST", self.base + "/register", urllib.parse.urlencode(form))

        def code_to(address):
            (mail,) = self.mails_to(address, 20, 1)
            return re.search(r"^Code: (\d{6})$", mail.get_body(("plain",)).get_content(), re.MULTILINE)[1]

        _, _, page = self.sign_up("code@example.test")
        self.assertIn("I would like this by e-mail.", page, "the wording is shown again")
        right = code_to("code@example.test")
        self.assertEqual(try_code(page, "000000" if right != "000000" else "111111")[0], 400)
        status, _, done = try_code(page, f"{right[:3]} {right[3:]}")
        self.assertEqual((status, "you are signed up" in done), (200, True))
        self.assertIn("schon bestätigt", self.http("GET", self.link_to("code@example.test") + "&lang=de")[2])
        _, _, page = self.sign_up("tries@example.test")
        right = code_to("tries@example.test")
        for attempt in range(5):
            self.assertEqual(try_code(page, "000000" if right != "000000" else "111111")[0], 400)
            if attempt == 2:
                os.kill(self.suite.pid("consent"), signal.SIGKILL)
                self.sign_up("waits@example.test")  # until it is back
        self.assertEqual(try_code(page, right)[0], 400, "the sixth try")
        self.assertEqual(self.http("POST", self.link_to("tries@example.test"))[0], 200, "the link still works")

    # Campaigns.

    def campaign(self, name, *words):
        return self.suite.json("campaigns", "create", name, "--capture-channel", "card", "--purposes", NEWS, *words)

    def funnel(self, name):
        stages = self.suite.json("campaigns", "funnel", name)["stages"]
        return [int(stage.get("count", 0)) for stage in stages]

    def await_funnel(self, name, expected):
        """Views come in batches, so that looking writes nothing."""
        deadline = time.monotonic() + 20
        while self.funnel(name) != expected and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assertEqual(self.funnel(name), expected)

    def test_a_campaign_is_counted_from_the_card_to_the_confirmation(self):
        made = self.campaign("autumn", "--language-code", "de", "--printed-count", "40")["campaign"]
        self.assertEqual(made["code_url"], f"{self.base}/r/autumn?c=1")
        _, _, page = self.http("GET", made["code_url"])
        self.assertIn('<html lang="de">', page)
        self.assertNotIn("Birthday", page, "the campaign asks for one purpose")
        self.http("GET", made["form_url"])
        self.http("GET", made["form_url"] + "?lang=en")
        self.http("HEAD", made["code_url"])
        self.sign_up("autumn@example.test", "/r/autumn?c=1")
        link = self.link_to("autumn@example.test")
        self.http("GET", link)
        self.await_funnel("autumn", [40, 2, 3, 1, 1, 1, 1, 0])
        self.assertEqual(self.http("POST", link)[0], 200)
        self.await_funnel("autumn", [40, 2, 3, 1, 1, 1, 1, 1])
        table = self.suite.ctl("campaigns", "funnel", "autumn")
        self.assertRegex(table, r"scanned +2 +0\.0500 +0\.01")

    def test_a_card_on_paper_counts_with_its_one_mail(self):
        self.campaign("paper")
        circumstances = json.dumps({"circumstances": {"campaign": "paper", "origin": "fair, stand 12"}})
        self.suite.ctl("grounds", "record-offline-consent", "paper-1", "--channel", "email", "--wording",
                       NEWS + "/wordings/1", "--document", "box 1, card 7", "--email-address", "paper@example.test",
                       "--request", circumstances)
        self.assertEqual(self.funnel("paper"), [0, 0, 0, 1, 0, 0, 0, 0])
        self.suite.ctl("consent", "request", "paper-1", "--email-address", "paper@example.test", "--purposes", NEWS,
                       "--request", circumstances)
        self.assertEqual(self.http("POST", self.link_to("paper@example.test"))[0], 200)
        self.assertEqual(self.funnel("paper"), [0, 0, 0, 1, 1, 1, 0, 1])

    def test_scanners_of_campaigns_change_no_consent_and_leave_no_names(self):
        self.campaign("scanned")
        customer, _ = self.confirmed()
        before = [self.events(customer), self.suite.sql("SELECT size FROM log_head", "consent")]
        urls = [f"{self.base}/r/scanned?c=1", f"{self.base}/r/scanned?c=1&x=%00", f"{self.base}/r/Scanned"]
        for url in urls:
            for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"):
                self.http(method, url)
        self.browse("scan", urls=urls)
        self.await_funnel("scanned", [0, 6, 9, 0, 0, 0, 0, 0])
        self.assertEqual([self.events(customer), self.suite.sql("SELECT size FROM log_head", "consent")], before)
        columns = self.suite.sql("SELECT string_agg(attname, ' ' ORDER BY attname) FROM pg_attribute WHERE attnum > 0 "
                                 "AND attrelid = CAST('campaign_counts' AS regclass)", "consent")
        self.assertEqual(columns.split(), ["campaign_id", "count", "day", "stage"])

    def test_a_printed_card_leads_to_the_form(self):
        try:
            import zbar
        except ImportError:
            self.skipTest("python3-zbar is not there")
        self.campaign("printed", "--language-code", "de")
        page, code = self.suite.folder / "card.html", self.suite.folder / "code.svg"
        for language in ("", "en"):
            more = ["--language", language] if language else []
            self.suite.ctl("campaigns", "card", "printed", page, "--code", code, "--company", "Muster GmbH", *more)
            shot = pathlib.Path(os.environ.get("BESTAND_SHOTS", self.suite.folder), f"card-{language or 'de'}.png")
            seen = self.browse("card", page=page.as_uri(), shot=str(shot))
            self.assertEqual((seen["lang"], seen["sticking"], seen["outside"]), (language or "de", [], []))
            width, height, pixels = grey_pixels(shot.read_bytes())
            image = zbar.Image(width, height, "Y800", pixels)
            zbar.ImageScanner().scan(image)
            self.assertEqual([symbol.data for symbol in image], [f"{self.base}/r/printed?c=1"])
        self.assertIn("<svg", code.read_text(encoding="utf-8"))

    # Consents from elsewhere.

    def test_old_consents_come_in_with_their_proof_or_as_unproven(self):
        folder = self.suite.folder
        proof = (f"old@example.test,News and offers: I would like this by e-mail.,old shop,2026-01-02T10:00:00Z,192.0.2.1,"
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
        self.assertEqual(self.state("old-1"), "CONSENT_STATE_CONFIRMED")
        self.assertEqual(self.events("old-2"), ["UNPROVEN"])
        listed = self.suite.json("consents", "unproven", "--purpose", NEWS)["consents"]
        self.assertEqual([entry["customer"] for entry in listed], ["customers/old-2"])
        self.assertIn("sound", self.suite.ctl("consent", "verify"))
        (name,) = [consent["name"] for consent in self.suite.json("consent", "list", "old-1")["consents"]]
        self.suite.ctl("consent", "evidence", name, "--page", folder / "old.html", "--language", "en")
        page = (folder / "old.html").read_text(encoding="utf-8")
        for fact in ("Taken over from another system", "old-shop, 1", "2026-01-02T10:20:00", "&lt;1@old.example.test&gt;",
                     "News and offers: I would like this by e-mail.", "192.0.2.1"):
            self.assertIn(fact, page)
        self.assertNotIn("The request has not been confirmed.", page)
        self.assertIn("sound", self.suite.ctl("consent", "verify", "--evidence", folder / "old.json"))

    def test_pages_say_so_when_consent_is_away(self):
        customer, address = self.ask()
        link = self.link_to(address)
        os.kill(self.suite.pid("consent"), signal.SIGSTOP)
        try:
            status, headers, page = self.http("GET", link)
        finally:
            os.kill(self.suite.pid("consent"), signal.SIGCONT)
        self.assertEqual((status, headers["Retry-After"]), (503, "60"))
        self.assertIn("try again in a few minutes", page)
        self.assertEqual(self.http("GET", link)[0], 200)

    def test_the_example_of_the_readme_calls_by_json(self):
        readme = (ROOT / "services/gateway/README.md").read_text(encoding="utf-8")
        command = re.search(r"^curl -s http.*$", readme, re.MULTILINE)[0].replace("http://127.0.0.1:7080", self.base)
        done = subprocess.run(command, shell=True, check=True, text=True, stdout=subprocess.PIPE)
        names = [purpose["displayName"] for purpose in json.loads(done.stdout)["purposes"]]
        self.assertEqual(names, ["Birthday greetings", "News and offers"])

    def test_json_tells_what_went_wrong_and_reaches_every_service(self):
        def call(path, body="{}", kind="application/json"):
            status, _, text = self.http("POST", f"{self.base}/{path}", body, {"Content-Type": kind})
            return status, json.loads(text)
        status, error = call("bestand.consent.v1.PurposeService/GetPurpose", '{"name": "purposes/none"}')
        self.assertEqual((status, error["code"]), (404, "not_found"))
        self.assertEqual(error["details"][0]["debug"]["reason"], "PURPOSE_UNKNOWN")
        status, error = call("bestand.consent.v1.ConsentService/CheckContact", "{}")
        self.assertEqual(len(error["details"][1]["debug"]["fieldViolations"]), 4)
        self.assertEqual(call("bestand.consent.v1.PurposeService/ListPurposes", "{}", "text/plain")[0], 400)
        self.assertEqual(self.http("GET", f"{self.base}/bestand.consent.v1.PurposeService/ListPurposes")[0], 405)
        # Those that do not run here are known, and away unless another suite has taken their port.
        for method in ("customer_profile.v1.CustomerService/ListCustomers", "scoring.v1.ModelService/ListModels",
                       "reward_catalog.v1.RewardService/ListRewards"):
            self.assertNotEqual(call(f"bestand.{method}")[0], 501, method)
        self.assertEqual(call("bestand.scoring.v1.ModelService/Nothing")[0], 501)

    # In the browser.

    def test_every_page_fits_its_screen_and_can_be_read(self):
        _, address = self.ask(NEWS, BIRTHDAY, language="de")
        done, done_address = self.confirmed(NEWS, BIRTHDAY)
        links = self.links(done)
        pages = {"confirm": self.link_to(address), "confirm-en": self.link_to(address) + "&lang=en",
                 "used": self.link_to(done_address), "truncated": self.link_to(address)[:-3],
                 "unknown": self.base + "/confirm?token=" + "A" * 43, "unsubscribe": links["unsubscribe_url"],
                 "preferences": links["preferences_url"], "preferences-de": links["preferences_url"] + "&lang=de",
                 "missing": self.base + "/nowhere", "register": self.base + "/register?lang=de"}
        self.campaign("looked-at", "--language-code", "de")
        pages["campaign"] = self.base + "/r/looked-at?c=1"
        shots = os.environ.get("BESTAND_SHOTS")
        for seen in self.browse("look", pages=pages, shots=shots):
            with self.subTest(page=seen["name"], width=seen["asked"], scheme=seen["colorScheme"]):
                self.assertLessEqual(seen["scrollWidth"], seen["width"])
                for fault in ("sticking", "small", "faint", "outside", "complaints"):
                    self.assertEqual(seen[fault], [], fault)
                self.assertEqual((seen["unlabelled"], seen["scripts"]), (0, 0))
                self.assertEqual(seen["lang"], "de" if seen["name"] in ("confirm", "preferences-de", "register",
                                                                               "campaign")
                                 else "en")

    def test_a_keyboard_is_enough(self):
        customer, address = self.ask(language="de")
        seen = self.browse("keyboard", url=self.link_to(address), press="Ja, ich willige ein")
        self.assertEqual(seen["heading"], "Danke, Sie sind angemeldet")
        self.assertTrue(all(at["ring"] for at in seen["passed"]), "each step shows where it is")
        self.assertEqual(self.state(customer), "CONSENT_STATE_CONFIRMED")
        seen = self.browse("keyboard", url=self.base + "/register", press="Register", tick=["purpose-0"], waitMs=3100,
                           type={"email": "keyboard@example.test"})
        self.assertEqual(seen["heading"], "Please look at your mail")
        self.assertNotIn("website", [at["id"] for at in seen["passed"]], "the trap is not for people")
        self.assertEqual(len(self.mails_to("keyboard@example.test", 20, 1)), 1)
        shots = os.environ.get("BESTAND_SHOTS")
        seen = self.browse("code", url=self.base + "/register?lang=de", address="typed@example.test", shots=shots,
                           mails=self.suite.addresses["mail_folder"])
        self.assertEqual(seen["headings"], ["Bitte sehen Sie in Ihre Mail", "Danke, Sie sind angemeldet"])
        for fault in ("sticking", "small", "faint"):
            self.assertEqual(seen["measured"][fault], [], fault)
        self.assertEqual(seen["measured"]["unlabelled"], 0)
        self.assertLessEqual(seen["measured"]["scrollWidth"], 320)
        self.assertTrue(all(at["ring"] for at in seen["passed"]))
        links = self.links(customer)
        seen = self.browse("keyboard", url=links["preferences_url"], press="Stop: News and offers, by email")
        self.assertEqual(seen["heading"], "Your settings")
        self.assertEqual(self.state(customer), "CONSENT_STATE_WITHDRAWN")
        other, _ = self.confirmed()
        seen = self.browse("keyboard", url=self.links(other)["unsubscribe_url"], press="Unsubscribe")
        self.assertEqual(seen["heading"], "You are unsubscribed")
        self.assertEqual(self.state(other), "CONSENT_STATE_WITHDRAWN")


if __name__ == "__main__":
    run_tests()
