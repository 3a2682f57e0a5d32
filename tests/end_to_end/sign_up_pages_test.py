"""Signing up: the registration with its code and limits, and the campaigns that lead there.

BESTAND_SHOTS names a folder for pictures of the cards, to look at.
"""

import base64
import concurrent.futures
import json
import os
import pathlib
import re
import signal
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pages import NEWS, PagesTest
from pixels import grey_pixels
from suite import run_tests


class SignUpPages(PagesTest):
    folder = "sign_up_pages"

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

    def test_a_domain_may_be_typed_in_its_own_letters(self):
        status, _, page = self.sign_up("anna@müller.example.test")
        self.assertEqual((status, "Please look at your mail" in page), (200, True))
        self.assertEqual(self.http("POST", self.link_to("anna@xn--mller-kva.example.test"))[0], 200)
        status, _, page = self.sign_up("jürgen@example.test")
        self.assertEqual((status, "cannot be written to" in page), (400, True))

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


if __name__ == "__main__":
    run_tests()
