"""Next products of the shipped retailer, in memory: one fit, and suggestions for all customers."""

import json
import subprocess

from suite import BIN

FIT_BAR_SECONDS, SUGGEST_BAR = 5, 20_000
NOTE = "one core, best of five"


def measure(report):
    done = subprocess.run([BIN / "products_bench"], check=True, text=True, stdout=subprocess.PIPE)
    found = {figure["name"]: figure["value"] for figure in map(json.loads, done.stdout.splitlines())}
    fit, suggest = found["fit_next_products"], found["suggest_next_products"]
    report.add("fit_next_products", f"{fit:.2f} s", f"< {FIT_BAR_SECONDS} s", fit < FIT_BAR_SECONDS, NOTE)
    bar = f"≥ {SUGGEST_BAR:,} customers/s"
    report.add("suggest_next_products", f"{suggest:,.0f} customers/s", bar, suggest >= SUGGEST_BAR, NOTE)
