"""Nonsense as input: a clear error or a clean result, never a crash, never half a job."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import grpc_by_hand
import small_shop
from suite import ROOT, Suite, run_tests

GET_CUSTOMER = "/bestand.customer_profile.v1.CustomerService/GetCustomer"


class Input(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.suite = cls.enterClassContext(Suite(ROOT / ".bestand/test/input"))
        small_shop.open_shop(cls.suite)
        cls.sales = small_shop.sales()

    def refused(self, *words, **options):
        done = self.suite.try_ctl(*words, **options)
        self.assertNotEqual(done.returncode, 0, done.stdout)
        return done.stderr

    def test_the_same_file_twice_changes_nothing(self):
        before = self.suite.json("purchases", "summary", self.customer())
        report = small_shop.import_text(self.suite, self.sales)
        self.assertEqual(int(report.get("imported_count", 0)), 0)
        self.assertGreater(int(report["unchanged_count"]), 1000)
        self.assertEqual(self.suite.json("purchases", "summary", self.customer()), before)

    def test_a_file_cut_in_the_middle_of_a_line_loses_only_that_line(self):
        lines = self.sales.splitlines(keepends=True)
        cut = "".join(lines[:51]).rstrip("\n")
        cut = cut[:cut.rindex(",") - 3]
        report = small_shop.import_text(self.suite, cut)
        self.assertEqual(int(report["row_count"]), 50)
        self.assertEqual(int(report["rejected_count"]), 1)

    def test_an_empty_file_and_a_file_without_a_header_are_refused(self):
        file = self.suite.folder / "empty.csv"
        for content in ["", "\n\n", "1;2;3\n"]:
            file.write_text(content, encoding="utf-8")
            said = self.refused("purchases", "import", str(file), "--source", "shop", "--currency", "GBP")
            self.assertIn("IMPORT_FORMAT_UNKNOWN", said)

    def test_bad_rows_come_back_with_line_column_and_reason(self):
        head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        rows = ["b1,A,x,1,9999-01-01T00:00:00Z,1.00,c1,UK", "b2,A,x,1,2011-01-01T00:00:00Z,-1.00,c1,UK",
                "b3,A,x,0,2011-01-01T00:00:00Z,1.00,c1,UK", "b4,A,x,1,yesterday,1.00,c1,UK",
                "b5,A,x,1,2011-01-01T00:00:00Z,1.00,not a customer!,UK", "b6,A,good,1,2011-01-01T00:00:00Z,1.00,c1,UK"]
        report = small_shop.import_text(self.suite, head + "\n".join(rows) + "\n", "--dry-run")
        self.assertEqual((int(report["row_count"]), int(report["rejected_count"])), (6, 5))
        self.assertEqual([int(row["line"]) for row in report["first_rejected"]], [2, 3, 4, 5, 6])

    def test_every_wrong_field_is_named_at_once(self):
        said = self.refused("scores", "run", "--annual-discount-rate", "-3", "--margin-rate", "7",
                            "--dormancy-horizon", "0s")
        for field in ["annual_discount_rate", "margin_rate", "dormancy_horizon"]:
            self.assertIn(field, said)

    def test_unknown_ids_are_not_found(self):
        for words, reason in [(("customers", "get", "nobody"), "CUSTOMER_UNKNOWN"),
                              (("scores", "get", "nobody"), "SCORE_UNKNOWN"),
                              (("rewards", "get", "nothing"), "REWARD_UNKNOWN"),
                              (("budgets", "get", "nothing"), "BUDGET_UNKNOWN"),
                              (("purposes", "get", "nothing"), "PURPOSE_UNKNOWN"),
                              (("contacts", "last", "nobody"), "CUSTOMER_UNKNOWN")]:
            self.assertIn(reason, self.refused(*words), words)

    def test_an_unknown_customer_may_not_be_addressed(self):
        answer = self.suite.json("consent", "check", "nobody", "--channel", "email", "--message-class", "marketing",
                                 "--purpose", small_shop.PURPOSE)
        self.assertFalse(answer.get("allowed", False))

    def test_the_first_call_of_the_readme_answers(self):
        """The two commands of README.md, "First call by hand"."""
        self.suite.ctl("customers", "create", "4711", "--kind", "person", "--display-name", "Erika Muster", "--country",
                       "DE")
        answer = self.suite.json("consent", "check", "4711", "--channel", "email", "--message-class", "marketing",
                                 "--purpose", small_shop.PURPOSE)
        self.assertEqual((answer.get("allowed", False), answer["reason"]), (False, "NEEDS_DOI"))

    def test_nul_bytes_are_refused(self):
        request = json.dumps({"customer": {"name": "customers/nul", "display_name": "a\0b"}})
        said = self.refused("customers", "create", "nul", "--request", request)
        self.assertIn("display_name", said)
        self.assertIn("CUSTOMER_UNKNOWN", self.refused("customers", "get", "nul"))

    def test_invalid_utf8_and_messages_of_ten_megabytes_are_refused(self):
        target = self.suite.addresses["customer_profile"]
        code, said = grpc_by_hand.call(target, GET_CUSTOMER, grpc_by_hand.text_field(1, b"customers/\xff\xfe"))
        self.assertEqual(code, "INVALID_ARGUMENT", said)
        self.assertIn("UTF-8", said)
        code, _ = grpc_by_hand.call(target, GET_CUSTOMER, grpc_by_hand.text_field(1, b"x" * 10_000_000))
        self.assertEqual(code, "RESOURCE_EXHAUSTED")
        self.suite.ctl("customers", "get", self.customer())

    def test_a_header_cannot_be_smuggled_into_a_mail(self):
        request = json.dumps({"customer": f"customers/{self.customer()}", "purposes": [small_shop.PURPOSE],
                              "email_address": "a@example.test\r\nBcc: b@example.test"})
        self.assertIn("email_address", self.refused("consent", "request", self.customer(), "--request", request))

    def customer(self):
        return self.sales.splitlines()[1].split(",")[-2]


if __name__ == "__main__":
    run_tests()
