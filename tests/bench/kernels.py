"""The mathematics alone: customers per second, and fits."""

import json
import subprocess

from suite import BIN

SCORE_BAR, FIT_BAR_MS = 5e6, 20


def measure(report):
    done = subprocess.run([BIN / "scoring_kernels_bench"], check=True, text=True, stdout=subprocess.PIPE)
    for line in done.stdout.splitlines():
        figure = json.loads(line)
        add(report, figure["name"], figure["value"], figure["unit"])


def add(report, name, value, unit):
    if name.startswith("fit_cdnow"):
        report.add(name, f"{value:.2f} ms", f"< {FIT_BAR_MS} ms", value < FIT_BAR_MS, unit)
    elif "peak" not in name and "customers" in unit:
        report.add(name, f"{value / 1e6:.1f} M/s", "≥ 5 M/s a core", value >= SCORE_BAR, unit)
    else:
        report.add(name, f"{value:.2f}", note=unit)
