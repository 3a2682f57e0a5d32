"""Resident memory of each service."""

import re

from suite import SERVICES

IDLE_BAR_MEGABYTES = 60


def resident_megabytes(suite):
    found = {}
    for service in SERVICES:
        with open(f"/proc/{suite.pid(service)}/status", encoding="utf-8") as file:
            found[service] = int(re.search(r"VmRSS:\s+(\d+)", file.read())[1]) / 1024
    return found


def report(idle, after, table):
    for service in SERVICES:
        table.add(f"memory of {service}, idle", f"{idle[service]:.0f} MB", f"≤ {IDLE_BAR_MEGABYTES} MB",
                  idle[service] <= IDLE_BAR_MEGABYTES, "resident, right after the start")
        table.add(f"memory of {service}, after the demo", f"{after[service]:.0f} MB")
