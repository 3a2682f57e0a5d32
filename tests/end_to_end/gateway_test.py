"""What holds for the gateway as a whole: every page in a browser, JSON, and consent away.

BESTAND_SHOTS names a folder for pictures of every page, to look at.
"""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pages import BIRTHDAY, NEWS, PagesTest
from suite import ROOT, run_tests


class Gateway(PagesTest):
    folder = "gateway"

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


if __name__ == "__main__":
    run_tests()
