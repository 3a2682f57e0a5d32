"""The mathematics alone: customers per second, and fits."""

import json
import subprocess

from suite import BIN

SCORE_BAR, FIT_BAR_MS, FIT_MILLION_BAR_SECONDS = 5, 20, 3


def measure(report):
    done = subprocess.run([BIN / "scoring_kernels_bench"], check=True, text=True, stdout=subprocess.PIPE)
    for line in done.stdout.splitlines():
        figure = json.loads(line)
        add(report, figure["name"], figure["value"], figure["unit"])


def add(report, name, value, unit):
    if name.startswith("fit_cdnow"):
        report.add(name, f"{value:.2f} ms", f"< {FIT_BAR_MS} ms", value < FIT_BAR_MS, unit)
    elif name.startswith("fit_million"):
        report.add(name, f"{value:.2f} s", f"< {FIT_MILLION_BAR_SECONDS} s", value < FIT_MILLION_BAR_SECONDS, unit)
    elif "peak" not in name and "customers" in unit:
        report.add(name, f"{value:.1f} M/s", f"≥ {SCORE_BAR} M/s a core", value >= SCORE_BAR, unit)
    else:
        report.add(name, f"{value:.2f}", note=unit)
