"""What scoring answers beside scores, asked as a person would: one command after the other on a small shop."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import small_shop
from suite import ROOT, Suite, run_tests


class Scoring(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test/scoring"))
        small_shop.import_text(cls.suite, small_shop.sales(every=5))
        cls.suite.ctl("models", "fit", "--calibration-end-date", "2011-08-31")
        cls.suite.ctl("scores", "run", "--dormancy-horizon", "90d")
        cls.customers = [score["customer"].removeprefix("customers/")
                         for score in cls.suite.json("scores", "at-risk", "--page-size", "20")["scores"]]

    def test_a_model_names_its_rivals_and_draws_itself(self):
        model = self.suite.json("models", "show", "active")["model"]
        self.assertIn("foretold best", model["choice_reason"])
        self.assertIn("BG/NBD", self.suite.ctl("models", "show", "active"))
        file = self.suite.folder / "report.html"
        self.suite.ctl("models", "show", "active", "--charts", str(file))
        page = file.read_text(encoding="utf-8")
        self.assertTrue(page.startswith("<!doctype html>"), page[:40])
        self.assertGreaterEqual(page.count("<svg"), 9)

    def test_dormancy_comes_with_reasons_that_add_up(self):
        found = self.suite.json("dormancy", "assess", self.customers[0])
        total = found["cohort_log_odds"] + sum(reason["log_odds"] for reason in found["reasons"])
        self.assertAlmostEqual(total, found["log_odds"], places=12)
        methods = {row["method"] for row in self.suite.json("dormancy", "report", "active")["qualities"]}
        self.assertIn("silence", methods)

    def test_segments_tell_what_they_buy_and_who_moves(self):
        self.suite.ctl("segments", "find")
        segments = self.suite.json("segments", "list")["segments"]
        self.assertGreaterEqual(len(segments), 3)
        self.assertAlmostEqual(sum(segment["value_share"] for segment in segments), 1, places=6)
        name = segments[0]["name"].removeprefix("segments/")
        self.assertTrue(self.suite.json("segments", "members", name, "--page-size", "3")["members"])
        self.suite.ctl("segments", "find")
        stayed = [row for row in self.suite.json("segments", "movements")["movements"]
                  if row["from_segment"] == row["to_segment"]]
        self.assertEqual(len(stayed), len(segments), "nobody bought, nobody moved")
        self.assertTrue(self.suite.json("segments", "of", self.customers[0]))
        self.assertTrue(self.suite.json("ripe", "list")["customers"])
        for words in [("trends", "list"), ("product-groups", "list")]:
            self.suite.ctl(*words)

    def test_a_prospect_is_worth_what_its_like_became(self):
        self.suite.ctl("segments", "find")
        value = self.suite.json("prospects", "score", "--kind", "person")["score"]
        self.assertTrue(value["prior_only"])
        self.assertGreater(int(value["expected_value"]["units"]), 0)

    def test_next_products_come_in_two_lists_that_share_nothing(self):
        self.suite.ctl("products", "fit")
        lists = self.suite.json("products", "next", self.customers[0])["next_products"]
        again = {row["product"] for row in lists["buy_again"]}
        new = {row["product"] for row in lists["new_for_you"]}
        self.assertTrue(again and new)
        self.assertFalse(again & new)
        self.suite.ctl("products", "transitions")
        self.assertTrue(self.suite.json("products", "model")["product_model"]["quality"])

    def test_a_customer_with_contracts_and_purchases_gets_both_itemised(self):
        for number in range(30):
            words = ["--source", "crm", "--external-id", f"C-{number}", "--product", "products/service-plan",
                     "--period-months", "12", "--price", "120 GBP", "--start-date", "2008-03-01"]
            self.suite.ctl("contracts", "record", self.customers[number % len(self.customers)], *words)
            if number % 3 == 0:
                contract = self.suite.json("contracts", "list", self.customers[number % len(self.customers)])
                self.suite.ctl("contracts", "end", contract["contracts"][0]["name"], "--end-date", "2010-03-01")
        self.suite.ctl("contracts", "fit")
        both = self.suite.json("customers", "value", self.customers[1])
        parts = [int(both[part].get("units", 0)) for part in ("purchase_value_60_months", "contract_value_60_months")]
        self.assertTrue(all(part > 0 for part in parts), both)
        self.assertAlmostEqual(int(both["value_60_months"]["units"]), sum(parts), delta=1)

    def test_the_plan_of_the_design_and_the_one_from_the_scores(self):
        plan = self.suite.json("portfolio", "plan", "--lifetime-value", "10000 EUR", "--first-purchase", "4000 EUR",
                               "--customer-count", "100", "--years", "5", "--return-ratio", "5")
        self.assertIn("96000", str(plan))
        self.assertTrue(self.suite.json("portfolio", "show")["states"])
        curve = self.suite.json("portfolio", "simulate", "--contact-cost", "1.50 GBP", "--wake-rate", "0.03")["rows"]
        self.assertTrue(any(row.get("best") for row in curve))


if __name__ == "__main__":
    run_tests()
