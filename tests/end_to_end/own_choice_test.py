"""What people decide and get by themselves on the page of their settings: a limit of their own, and all that is held.

BESTAND_SHOTS names a folder for pictures, to look at.
"""

import json
import os
import pathlib
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pages import NEWS, PagesTest
from suite import run_tests

SHOTS = os.environ.get("BESTAND_SHOTS")


def shot(name):
    return f"{SHOTS}/{name}.png" if SHOTS else None


class OwnChoice(PagesTest):
    folder = "own_choice"

    def settings_of(self, customer):
        return self.links(customer)["preferences_url"]

    def chosen(self, page):
        """The limits of a page, and which of them is marked."""
        return (re.findall(r'name="limit" value="([0-9-]+)"', page),
                re.findall(r'name="limit" value="([0-9-]+)" checked', page))

    def held(self, url, form, lang=""):
        return self.http("POST", url.replace("/preferences?", "/preferences/data?"), f"as={form}&lang={lang}")

    def test_a_person_limits_advertising(self):
        customer, _ = self.confirmed()
        url = self.settings_of(customer)
        offered = ["0-0", "1-7", "1-30", "1-91"]
        self.assertEqual(self.chosen(self.http("GET", url)[2]), (offered, ["0-0"]))
        status, _, page = self.http("POST", url, "do=limit&limit=1-30")
        self.assertEqual((status, "this limit holds" in page), (200, True))
        self.assertEqual(self.chosen(page), (offered, ["1-30"]))
        self.assertEqual(self.suite.json("contacts", "show-limit", customer)["limit"], {"max_contacts": 1, "days": 30})
        self.assertEqual(self.events(customer)[-1], "LIMIT_CHOSEN")
        self.assertIn("eigene Grenze gesetzt", self.http("GET", url + "&lang=de")[2])
        self.suite.ctl("contacts", "limit", customer, "--max-contacts", "2", "--days", "14")
        self.assertEqual(self.chosen(self.http("GET", url)[2]), (offered + ["2-14"], ["2-14"]))
        self.assertIn("no limit of your own", self.http("POST", url, "do=limit&limit=0-0")[2])
        self.assertNotIn("limit", self.suite.json("contacts", "show-limit", customer))

    def test_a_limit_is_kept_with_the_time_when_it_is_free_again(self):
        customer, _ = self.confirmed()
        self.suite.sql("INSERT INTO subjects (customer_id, bucket, recipient, relation, contract_active, country, read_time)"
                       f" VALUES ('{customer}', 0, 0, 1, FALSE, 'DE', now())", "consent")
        words = [customer, "--channel", "email", "--message-class", "marketing", "--purpose", NEWS]
        self.suite.ctl("contacts", "reserve", *words, "--message-id", "m1")
        self.suite.ctl("contacts", "commit", f"customers/{customer}/contacts/m1")
        self.assertTrue(self.suite.json("consent", "check", *words)["allowed"])
        self.http("POST", self.settings_of(customer), "do=limit&limit=1-7")
        answer = self.suite.json("consent", "check", *words)
        self.assertEqual(answer["reason"], "CAP")
        self.assertIn("free_time", answer)
        self.http("POST", self.settings_of(customer), "do=limit&limit=0-0")
        self.assertTrue(self.suite.json("consent", "check", *words)["allowed"])

    def test_nonsense_and_looking_change_nothing(self):
        customer, _ = self.confirmed()
        url = self.settings_of(customer)
        before = self.events(customer)
        for form in ("do=limit", "do=limit&limit=", "do=limit&limit=1", "do=limit&limit=1-400", "do=limit&limit=-1-7",
                     "do=limit&limit=0-7", "do=limit&limit=1-7-7", "do=limit&limit=x-y", "do=limit&limit=99999999999-1"):
            self.assertEqual(self.http("POST", url, form)[0], 200, form)
        data = url.replace("/preferences?", "/preferences/data?")
        for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS"):
            for address in (url + "&do=limit&limit=1-7", data + "&as=page"):
                self.http(method, address)
        self.assertEqual(self.http("GET", data + "&as=page")[0], 405)
        self.assertEqual(self.held(url, "nonsense")[0], 400)
        other = self.settings_of("somebody-else")
        unsubscribe = self.links(customer)["unsubscribe_url"].replace("/unsubscribe", "/preferences")
        for forged, status in ((url.rsplit(".", 1)[0] + "." + other.rsplit(".", 1)[1], 404), (url[:-1], 404),
                               (url.rsplit(".", 1)[0], 400), (unsubscribe, 404)):
            self.assertEqual(self.http("POST", forged, "do=limit&limit=1-7")[0], status)
            answer = self.held(forged, "file")
            self.assertEqual((answer[0], "Content-Disposition" in answer[1]), (status, False))
        self.browse("scan", urls=[url, url + "&lang=de", data + "&as=page"])
        self.assertEqual(self.events(customer), before)

    def test_a_person_takes_all_that_is_held(self):
        customer, address = self.confirmed()
        url = self.settings_of(customer)
        self.suite.ctl("subjects", "record-disclosure", customer, "--recipient", "Parcel <service>", "--reason",
                       "delivery", "--content", "name and address")
        status, headers, page = self.held(url, "page", "de")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertEqual(headers["Content-Disposition"], 'attachment; filename="meine-daten.html"')
        self.assertEqual(headers["Cache-Control"], "no-store")
        for text in ('<html lang="de">', "Was über Sie gespeichert ist", address, "Parcel &lt;service&gt;", "consents",
                     "News and offers: I would like this by e-mail.", "von Ihnen bestätigt", "Ihnen ausgehändigt"):
            self.assertIn(text, page)
        self.assertNotIn("<script", page)
        status, headers, lines = self.held(url, "file")
        self.assertEqual(headers["Content-Disposition"], 'attachment; filename="my-data.jsonl"')
        records = [json.loads(line) for line in lines.splitlines()]
        kinds = [record["event"]["event"]["kind"] for record in records if "event" in record]
        self.assertEqual(kinds, ["REQUESTED", "MAIL_SENT", "CONFIRMED", "DISCLOSED", "HANDED_OUT", "HANDED_OUT"])
        self.assertEqual(self.events(customer), kinds)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "all.jsonl")
            self.suite.ctl("subjects", "export", customer, "--file", file)
            exported = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            for record in exported:  # links that may still work
                if record.get("row", {}).get("table") == "mails":
                    del record["row"]["columns"]["text"], record["row"]["columns"]["html"]
                if record.get("event", {}).get("event", {}).get("kind") == "MAIL_SENT":
                    record["event"]["recorded"] = re.sub("(?<=mime_base64=).*", "held back while its link may work",
                                                         record["event"]["recorded"])
            self.assertCountEqual(records, exported)

    def test_a_leaked_link_is_no_pump(self):
        customer, _ = self.confirmed()
        url = self.settings_of(customer)
        answers = [self.held(url, "file") for _ in range(6)]
        self.assertEqual([status for status, _, _ in answers], [200] * 4 + [429] * 2)
        self.assertIn("come again tomorrow", answers[-1][2])
        self.assertNotIn("Content-Disposition", answers[-1][1])
        self.assertEqual(self.events(customer).count("HANDED_OUT"), 4)
        other, _ = self.confirmed()
        self.assertEqual(self.held(self.settings_of(other), "file")[0], 200, "the limit is each person's own")

    def test_of_who_was_erased_nothing_is_held_and_nothing_changes(self):
        customer, address = self.confirmed()
        url = self.settings_of(customer)
        erasure = self.suite.json("erasures", "request", customer, "--reason", "by letter")["erasure"]["name"]
        self.suite.ctl("erasures", "confirm", erasure)
        deadline = time.monotonic() + 60
        while (state := self.suite.json("erasures", "get", erasure)["erasure"]["state"]) != "ERASURE_STATE_DONE":
            self.assertLess(time.monotonic(), deadline, state)
            time.sleep(0.1)
        size = self.suite.sql("SELECT size FROM log_head", "consent")
        status, _, page = self.held(url, "page")
        self.assertEqual((status, page.count("Nothing.")), (200, 3))
        self.assertNotIn(address, page)
        self.assertEqual(self.held(url, "file")[2], "")
        for form in ("do=limit&limit=1-7", "do=pause&until=2099-01-01", "do=end-pause"):
            self.assertEqual(self.http("POST", url, form)[0], 200)
        self.assertEqual(self.suite.sql("SELECT size FROM log_head", "consent"), size)
        self.assertEqual(self.suite.sql(f"SELECT count(*) FROM contact_turns WHERE customer_id = '{customer}'",
                                        "consent").strip(), "0")

    def test_pages_fit_a_telephone_and_need_no_mouse(self):
        customer, _ = self.confirmed(language="de")
        url = self.settings_of(customer)
        self.suite.ctl("contacts", "limit", customer, "--max-contacts", "2", "--days", "14")
        pages = {"limit": url + "&lang=en", "limit-de": url + "&lang=de"}
        for seen in self.browse("look", pages=pages, shots=SHOTS):
            with self.subTest(page=seen["name"], width=seen["asked"], scheme=seen["colorScheme"]):
                self.assertLessEqual(seen["scrollWidth"], seen["width"])
                for fault in ("sticking", "small", "faint", "outside", "complaints"):
                    self.assertEqual(seen[fault], [], fault)
                self.assertEqual((seen["unlabelled"], seen["scripts"]), (0, 0))
        self.http("POST", url, "do=limit&limit=0-0")
        seen = self.browse("keyboard", url=url + "&lang=de", press="Daran halten", down={"limit-0-0": 2},
                           shot=shot("limit-done"))
        self.assertEqual(seen["heading"], "Ihre Einstellungen")
        self.assertTrue(all(at["ring"] for at in seen["passed"]), "each step shows where it is")
        self.assertEqual(self.suite.json("contacts", "show-limit", customer)["limit"], {"max_contacts": 1, "days": 30})
        with tempfile.TemporaryDirectory() as folder:
            seen = self.browse("download", url=url + "&lang=de", press="Als Seite holen", file=f"{folder}/all.html",
                               shot=shot("held"))
            self.assertEqual((seen["name"], seen["failure"]), ("meine-daten.html", None))
            self.assertLessEqual(seen["scrollWidth"], 320)
            for fault in ("sticking", "faint"):
                self.assertEqual(seen[fault], [], fault)
            seen = self.browse("download", url=url + "&lang=en", press="Get it as a file", file=f"{folder}/all.jsonl")
            self.assertEqual(seen["name"], "my-data.jsonl")
            self.assertIn('"HANDED_OUT"', pathlib.Path(folder, "all.jsonl").read_text(encoding="utf-8"))


if __name__ == "__main__":
    run_tests()
