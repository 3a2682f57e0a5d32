"""A million customers: the nightly run against plain COPY of the same rows, and GetScore against a bare echo.

The world is made by bin/sales_world with a fixed seed and written by COPY straight into customer-profile's
purchase_days; what else its tables hold of it is reckoned from these by SQL, as the service's own statements do.

The yardstick is what psql takes to copy the rows of all summaries out as text, and the rows of all scores in as
text, into a table with the same columns and indexes. A run is `models fit` of one family and `scores run`, until
both jobs have ended."""

import json
import random
import re
import statistics
import subprocess
import time

import rpc
from imports import seconds
from suite import BIN

CUSTOMERS, SEED, ROUNDS = 1_000_000, 20111209, 2
BAR, MEMORY_BAR_MEGABYTES = 2.0, 8192
READ_BAR, TAIL_BAR = 0.5, 2.0
ECHO = rpc.ECHO + "EchoBare"
GET_SCORE = "/bestand.scoring.v1.ScoreService/GetScore"

_DERIVED = """
INSERT INTO ledger VALUES (1, 'GBP');
INSERT INTO customers (customer_id, bucket, create_time, update_time)
SELECT DISTINCT customer_id, bucket, timestamptz '2011-12-09', timestamptz '2011-12-09' FROM purchase_days;
INSERT INTO last_contacts (customer_id, last_purchase_time)
SELECT customer_id, timestamptz 'epoch' + max(day) * interval '1 day' FROM purchase_days GROUP BY customer_id;
INSERT INTO purchase_summaries (customer_id, bucket, first_day, last_day, repeats, earlier_repeats,
                                repeat_value_minor, total_value_minor)
SELECT d.customer_id, d.bucket, b.first_day, b.last_day, count(*) - 1,
       count(*) FILTER (WHERE d.day > b.first_day AND 2 * (d.day - b.first_day) <= b.last_day - b.first_day),
       coalesce(sum(d.value_minor) FILTER (WHERE d.day > b.first_day), 0), sum(d.value_minor)
  FROM purchase_days AS d
  JOIN (SELECT customer_id, min(day) AS first_day, max(day) AS last_day
          FROM purchase_days GROUP BY customer_id) AS b ON b.customer_id = d.customer_id
 GROUP BY d.customer_id, d.bucket, b.first_day, b.last_day;
VACUUM ANALYZE"""


def measure(suite, report):
    make_world(suite)
    idle = memory_of(suite, "scoring")["VmRSS"]
    fits, runs, copies = [], [], []
    for _ in range(ROUNDS):
        fits.append(seconds(lambda: suite.ctl("models", "fit", "--buying-model", "mbg-nbd")))
        runs.append(seconds(lambda: suite.ctl("scores", "run")))
        copies.append(copy_seconds(suite))
    tell_times(fits, runs, copies, report)
    await_snapshot(suite)
    tell_memory(suite, idle, report)
    measure_reads(suite, report)


def make_world(suite):
    world = subprocess.Popen([BIN / "sales_world", str(CUSTOMERS), str(SEED)], stdout=subprocess.PIPE)
    suite.sql("COPY purchase_days (customer_id, day, bought, value_minor, bucket) FROM STDIN", "customer_profile",
              stdin=world.stdout)
    if world.wait() != 0:
        raise SystemExit("sales_world failed.")
    for statement in _DERIVED.split(";"):
        suite.sql(statement, "customer_profile")


def copy_seconds(suite):
    """Seconds of the COPY out of all summaries, and of the COPY in of all scores of the published set."""
    folder = suite.folder / "copy"
    folder.mkdir(exist_ok=True)
    make_twin(suite)
    published = suite.sql("SELECT published FROM score_head", "scoring").strip()
    suite.sql(f"\\copy (SELECT * FROM scores WHERE set_number = {published}) TO '{folder / 'scores'}'", "scoring")
    out = seconds(lambda: suite.sql(f"\\copy purchase_summaries TO '{folder / 'summaries'}'", "customer_profile"))
    back = seconds(lambda: suite.sql(f"\\copy scores FROM '{folder / 'scores'}'", "scores_twin"))
    return out, back


def make_twin(suite):
    """A second database with the table of scores and its indexes, empty."""
    suite.sql("DROP DATABASE IF EXISTS scores_twin", "postgres")
    suite.sql("CREATE DATABASE scores_twin", "postgres")
    schema = subprocess.run(["pg_dump", *suite.database_words(), "--schema-only", "-t", "scores", "scoring"],
                            check=True, text=True, stdout=subprocess.PIPE).stdout
    subprocess.run(["psql", "-X", "-q", *suite.database_words(), "-d", "scores_twin"], input=schema, check=True,
                   text=True, stdout=subprocess.DEVNULL)


def tell_times(fits, runs, copies, report):
    fit, run = statistics.mean(fits), statistics.mean(runs)
    out, back = (statistics.mean(part) for part in zip(*copies))
    ratio = (fit + run) / (out + back)
    report.add("nightly run of 1 M customers", f"{ratio:.2f} × COPY", f"≤ {BAR}", ratio <= BAR,
               f"mean of {ROUNDS} alternating rounds: fit (summaries read, MBG/NBD and Gamma-Gamma) {fit:.1f} s, scoring "
               f"(summaries read again, scored, written, published) {run:.1f} s; psql COPY out of the summaries "
               f"{out:.1f} s and in of the scores {back:.1f} s")


def await_snapshot(suite):
    """Waits until the set is in the memory of scoring: then its memory grows no more."""
    before, now = -1, memory_of(suite, "scoring")["VmRSS"]
    while before != now:
        time.sleep(3)
        before, now = now, memory_of(suite, "scoring")["VmRSS"]


def memory_of(suite, service):
    with open(f"/proc/{suite.pid(service)}/status", encoding="utf-8") as file:
        text = file.read()
    return {name: int(re.search(rf"{name}:\s+(\d+)", text)[1]) / 1024 for name in ("VmRSS", "VmHWM")}


def tell_memory(suite, idle, report):
    memory = memory_of(suite, "scoring")
    most = idle + (memory["VmHWM"] - idle) * 10
    report.add("memory of scoring with 1 M customers", f"{memory['VmRSS']:.0f} MB",
               note=f"resident, with the scores in memory; at most {memory['VmHWM']:.0f} MB in {ROUNDS} runs; idle {idle:.0f} MB")
    report.add("memory of scoring, reckoned for 10 M", f"{most:.0f} MB", f"≤ {MEMORY_BAR_MEGABYTES} MB",
               most <= MEMORY_BAR_MEGABYTES, "idle plus ten times the growth; not measured")


def measure_reads(suite, report):
    file = suite.folder / "GetScore.jsonl"
    chosen = random.Random(SEED).sample(range(CUSTOMERS), 100_000)
    file.write_text("".join(json.dumps({"customer": f"customers/W{number:07d}"}) + "\n" for number in chosen),
                    encoding="utf-8")
    echoes, reads = [], []
    with rpc.EchoServer(suite) as echo:
        for _ in range(rpc.ROUNDS):
            echoes.append(rpc.load(echo, ECHO, None))
            reads.append(rpc.load(suite.addresses["scoring"], GET_SCORE, file))
    rate, echo_rate = (statistics.median(run["calls_per_second"] for run in runs) for runs in (reads, echoes))
    tail, echo_tail = (statistics.median(run["p99_us"] for run in runs) for runs in (reads, echoes))
    how = f"median of {rpc.ROUNDS} interleaved rounds, {rpc.CHANNELS} connections × {rpc.IN_FLIGHT} calls in flight"
    report.add("GetScore with 1 M customers", f"{rate / echo_rate:.2f} × echo", f"≥ {READ_BAR}",
               rate / echo_rate >= READ_BAR, f"{rate:,.0f}/s against {echo_rate:,.0f}/s; {how}")
    report.add("p99 of GetScore with 1 M customers", f"{tail / echo_tail:.2f} × echo", f"≤ {TAIL_BAR}",
               tail / echo_tail <= TAIL_BAR, f"{tail / 1000:.2f} ms against {echo_tail / 1000:.2f} ms")
