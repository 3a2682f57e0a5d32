"""From the mail to the page that confirms, and what a link there can and cannot do."""

import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pages import BIRTHDAY, NEWS, PagesTest
from suite import run_tests


class ConfirmPages(PagesTest):
    folder = "confirm_pages"

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


if __name__ == "__main__":
    run_tests()
