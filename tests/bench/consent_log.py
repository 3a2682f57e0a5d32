"""The consent log: durable and included events a second, and how long a whole log takes to verify."""

import json
import subprocess
import time
import uuid

from suite import BIN

EVENTS_BAR, RATIO_BAR = 5_000, 10
VERIFY_EVENTS, VERIFY_BAR_SECONDS = 1_000_000, 60
CALLS, CUSTOMERS = 200_000, 50_000


def measure(suite, report):
    writer(suite, report)
    calls(suite, report)
    verify(suite, report)


def bench(suite, database, *words):
    conninfo = f"{suite.addresses['database']} dbname={database}"
    command = [BIN / "consent_log_bench", conninfo, f"{conninfo}_keys", suite.folder / "keys", *words]
    done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE)
    return {figure["name"]: figure["value"] for figure in map(json.loads, done.stdout.splitlines())}


def writer(suite, report):
    for database in ("consent_bench", "consent_bench_keys"):
        suite.sql(f"CREATE DATABASE {database}", "postgres")
    figures = bench(suite, "consent_bench")
    together, alone = figures["events_together"], figures["events_one_by_one"]
    report.add("consent events, written", f"{together:,.0f}/s", f"≥ {EVENTS_BAR:,}", together >= EVENTS_BAR,
               "durable and in the signed tree, 512 waiting, at the writer")
    ratio = together / alone
    report.add("consent events, together", f"{ratio:.1f} × one by one", f"≥ {RATIO_BAR}", ratio >= RATIO_BAR,
               f"one transaction an event, one after the other: {alone:,.0f}/s")


def calls(suite, report):
    """RecordObjection over gRPC, each call under a request id of its own."""
    file = suite.folder / "objections.jsonl"
    with open(file, "w", encoding="utf-8") as requests:
        for number in range(CALLS):
            requests.write(json.dumps({"customer": f"customers/c{number % CUSTOMERS}", "channel": "CHANNEL_EMAIL",
                                       "requestId": str(uuid.uuid4())}) + "\n")
    words = [BIN / "load", "--target", suite.addresses["consent"], "--requests", file, "--seconds", "10",
             "--method", "/bestand.consent.v1.ConsentService/RecordObjection", "--channels", "1", "--in-flight", "512"]
    done = subprocess.run(words, check=True, text=True, stdout=subprocess.PIPE)
    figures = json.loads(done.stdout)
    rate = figures["calls_per_second"]
    report.add("RecordObjection", f"{rate:,.0f}/s", f"≥ {EVENTS_BAR:,}", rate >= EVENTS_BAR,
               f"calls over gRPC, 512 in flight on one connection, p50 {figures['p50_us'] / 1000:.0f} ms, "
               f"p99 {figures['p99_us'] / 1000:.0f} ms")


def verify(suite, report):
    bench(suite, "consent", str(VERIFY_EVENTS))
    file = suite.folder / "consent.log"
    exported = seconds(lambda: suite.ctl("consent", "export", file))
    offline = seconds(lambda: suite.ctl("consent", "verify", "--export", file))
    online = seconds(lambda: suite.ctl("consent", "verify"))
    size = f"{VERIFY_EVENTS:,} events and those before"
    report.add("consent verify", f"{online:.1f} s", f"≤ {VERIFY_BAR_SECONDS} s", online <= VERIFY_BAR_SECONDS, size)
    how = f"{size}; its export {exported:.1f} s, {file.stat().st_size / 1e6:,.0f} MB"
    report.add("consent verify, file", f"{offline:.1f} s", f"≤ {VERIFY_BAR_SECONDS} s", offline <= VERIFY_BAR_SECONDS, how)


def seconds(work):
    begin = time.monotonic()
    work()
    return time.monotonic() - begin
