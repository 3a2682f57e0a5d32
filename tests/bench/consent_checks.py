"""CheckContact with a million subjects against a bare echo: from memory, and each for the first time.

The subjects, half of them with a confirmed consent, are written by SQL straight into consent's tables. A second
consent with room for all of them in its memory answers; each subject is asked for once before it is measured."""

import json
import random
import re
import statistics
import subprocess

import rpc
from second import Second
from suite import BIN

SUBJECTS, SEED, ROUNDS = 1_000_000, 20111209, 5
MEMORY_MEGABYTES = 512
READ_BAR, TAIL_BAR = 0.6, 1.5
CHECK = rpc.READS["CheckContact"][1]
EXTRA = {"channel": "CHANNEL_EMAIL", "message_class": "MESSAGE_CLASS_MARKETING", "purpose": "purposes/newsletter"}

_WORLD = f"""
INSERT INTO subjects (customer_id, bucket, recipient, relation, contract_active, read_time, country)
SELECT 'S' || i, i % 1024, i % 2, i % 3 + 1, FALSE, now(), 'DE' FROM generate_series(1, {SUBJECTS}) AS i;
INSERT INTO consents (customer_id, channel, purpose_id, consent_id, bucket, address, wording, request_time,
                      expire_time, confirm_time)
SELECT 'S' || i, 1, 'newsletter', gen_random_uuid(), i % 1024, 's' || i || '@example.test', 1,
       now() - interval '2 days', now() + interval '5 days', now() - interval '1 day'
  FROM generate_series(1, {SUBJECTS}, 2) AS i;
VACUUM ANALYZE"""


def measure(suite, report):
    suite.ctl("purposes", "create", "newsletter", "--display-name", "News")
    for statement in _WORLD.split(";"):
        suite.sql(statement, "consent")
    file = write_requests(suite)
    with Second(suite, "consent", f"consent.memory_megabytes={MEMORY_MEGABYTES}") as consent:
        cold = ask_each_once(consent, file)
        measure_reads(suite, consent, file, report)
        report.add("CheckContact, each for the first time", f"{cold:,.0f}/s", note="from the database, by one indexed read")
        report.add("memory of consent with 1 M subjects known", f"{resident(consent.pid):,.0f} MB",
                   note=f"consent.memory_megabytes = {MEMORY_MEGABYTES}")


def write_requests(suite):
    order = list(range(1, SUBJECTS + 1))
    random.Random(SEED).shuffle(order)
    file = suite.folder / "CheckContact.jsonl"
    with open(file, "w", encoding="utf-8") as requests:
        requests.writelines(json.dumps({"customer": f"customers/S{number}", **EXTRA}) + "\n" for number in order)
    return file


def ask_each_once(consent, file):
    words = [BIN / "load", "--target", consent.address, "--method", CHECK, "--requests", file, "--channels",
             "1", "--in-flight", "32", "--warm-up", "0", "--seconds", "600", "--calls", str(SUBJECTS)]
    return json.loads(subprocess.run(words, check=True, text=True, stdout=subprocess.PIPE).stdout)["calls_per_second"]


def measure_reads(suite, consent, file, report):
    echoes, reads = [], []
    with rpc.EchoServer(suite) as echo:
        for _ in range(ROUNDS):
            echoes.append(rpc.load(echo, rpc.ECHO + "EchoBare", None))
            reads.append(rpc.load(consent.address, CHECK, file))
    rate, echo_rate = (statistics.median(run["calls_per_second"] for run in runs) for runs in (reads, echoes))
    tail, echo_tail = (statistics.median(run["p99_us"] for run in runs) for runs in (reads, echoes))
    how = f"median of {ROUNDS} interleaved rounds, {rpc.CHANNELS} connections × {rpc.IN_FLIGHT} calls in flight"
    report.add("CheckContact with 1 M subjects", f"{rate / echo_rate:.2f} × echo", f"≥ {READ_BAR}",
               rate / echo_rate >= READ_BAR, f"{rate:,.0f}/s against {echo_rate:,.0f}/s; {how}")
    report.add("p99 of CheckContact with 1 M subjects", f"{tail / echo_tail:.2f} × echo", f"≤ {TAIL_BAR}",
               tail / echo_tail <= TAIL_BAR, f"{tail / 1000:.2f} ms against {echo_tail / 1000:.2f} ms")


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1]) / 1024
