"""What people do by the links of the messages they get: unsubscribe, look at their settings and change them."""

import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pages import BIRTHDAY, FORM, NEWS, PagesTest
from suite import run_tests


class PersonPages(PagesTest):
    folder = "person_pages"

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


if __name__ == "__main__":
    run_tests()
