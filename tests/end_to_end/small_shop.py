"""A small shop: every twentieth customer of the retailer's year, with all that the main job needs."""

import csv
import gzip
import io
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent.parent / "tools/demo")]
import mails
from suite import ROOT

SALES_LIST = ROOT / "data/online_retail/online_retail.csv.gz"
PURPOSE = "purposes/newsletter"


def sales(every=20):
    """The sales list of every so-many-th customer, as text."""
    out = io.StringIO()
    with gzip.open(SALES_LIST, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        write = csv.writer(out, lineterminator="\n")
        write.writerow(next(rows))
        write.writerows(row for row in rows if row[6] and int(row[6]) % every == 0)
    return out.getvalue()


def import_text(suite, text, *more):
    file = suite.folder / "sales.csv"
    file.write_text(text, encoding="utf-8", newline="")
    return suite.json("purchases", "import", str(file), "--source", "shop", "--currency", "GBP",
                      "--time-zone", "Europe/London", *more)["report"]


def open_shop(suite):
    """Imports, fits, scores, and lays out a purpose, rewards and a budget."""
    import_text(suite, sales())
    suite.ctl("models", "fit", "--buying-model", "mbg-nbd")
    suite.ctl("scores", "run")
    suite.ctl("purposes", "create", "newsletter", "--display-name", "News")
    suite.ctl("wordings", "create", "newsletter", "--language-code", "en", "--text", "I would like news.")
    suite.ctl("rewards", "import", "data/rewards/giftware_rewards.csv")
    suite.ctl("budgets", "create", "wake-up", "--display-name", "Waking", "--total", "5000 GBP")


def confirm(suite, customers):
    """Opts customers in by double opt-in, with the mails that arrive; returns those who may be addressed."""
    before = mails.count(suite.addresses["mail_folder"])
    for customer in customers:
        suite.ctl("consent", "request", customer, "--email-address", f"c{customer}@example.test", "--purposes", PURPOSE)
    mails.await_new(suite.addresses["mail_folder"], before, len(customers))
    tokens = mails.tokens(suite.addresses["mail_folder"], share=1, seed=0)
    suite.try_ctl("consent", "confirm-all", "-", input="\n".join(tokens) + "\n")
    return [customer for customer in customers if suite.json(
        "consent", "check", customer, "--channel", "email", "--message-class", "marketing", "--purpose",
        PURPOSE).get("allowed")]
