"""Reads over gRPC against a bare echo of the same server set-up, and against pgbench, in interleaved rounds."""

import json
import statistics
import subprocess
import time

from suite import BIN

ROUNDS, SECONDS, CHANNELS, IN_FLIGHT = 5, 3, 2, 16
BAR = 0.35
ECHO = "/bestand.echo.v1.EchoService/"
READS = {"GetScore": ("scoring", "/bestand.scoring.v1.ScoreService/GetScore"),
         "CheckContact": ("consent", "/bestand.consent.v1.ConsentService/CheckContact"),
         "GetLastContact": ("customer_profile", "/bestand.customer_profile.v1.HistoryService/GetLastContact")}


def measure(suite, report):
    customers = [line.split(",")[0] for line in suite.ctl("-o", "csv", "scores", "stream").splitlines()[1:]]
    plans = {name: (suite.addresses[service], method, write_requests(suite, name, customers))
             for name, (service, method) in READS.items()}
    with EchoServer(suite) as echo:
        plans = {"echo, bare": (echo, ECHO + "EchoBare", None), "echo, answered": (echo, ECHO + "EchoNow", None), **plans}
        figures = {name: [] for name in plans}
        rates = []
        prepare_pgbench(suite)
        for _ in range(ROUNDS):
            for name, plan in plans.items():
                figures[name].append(load(*plan))
            rates.append(pgbench(suite))
    tell(figures, rates, report)


def write_requests(suite, name, customers):
    extra = {"CheckContact": {"channel": "CHANNEL_EMAIL", "message_class": "MESSAGE_CLASS_MARKETING",
                              "purpose": "purposes/newsletter"}}.get(name, {})
    file = suite.folder / f"{name}.jsonl"
    file.write_text("".join(json.dumps({"customer": f"customers/{customer}", **extra}) + "\n"
                            for customer in customers), encoding="utf-8")
    return file


def load(target, method, requests):
    words = [BIN / "load", "--target", target, "--method", method, "--seconds", str(SECONDS),
             "--channels", str(CHANNELS), "--in-flight", str(IN_FLIGHT)]
    words += ["--requests", requests] if requests else ["--echo-bytes", "100"]
    figures = json.loads(subprocess.run(words, check=True, text=True, stdout=subprocess.PIPE).stdout)
    if figures["failures"]:
        raise SystemExit(f"{method}: {figures['failures']} calls failed: {figures['first_failure']}")
    return figures


def prepare_pgbench(suite):
    suite.sql("DROP DATABASE IF EXISTS pgbench", "postgres")
    suite.sql("CREATE DATABASE pgbench", "postgres")
    subprocess.run(["pgbench", *suite.database_words(), "-i", "-q", "-s", "5", "pgbench"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def pgbench(suite):
    """Prepared selects by key a second, as many clients as the RPCs have calls in flight."""
    clients = str(CHANNELS * IN_FLIGHT)
    done = subprocess.run(["pgbench", *suite.database_words(), "-n", "-S", "-M", "prepared", "-c", clients, "-j", "2",
                           "-T", str(SECONDS), "pgbench"], check=True, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    return next(float(line.split()[2]) for line in done.stdout.splitlines() if line.startswith("tps"))


def tell(figures, rates, report):
    median = {name: {key: statistics.median(run[key] for run in runs) for key in ("calls_per_second", "p50_us", "p99_us")}
              for name, runs in figures.items()}
    echo, pgbench_rate = median["echo, bare"], statistics.median(rates)
    how = f"median of {ROUNDS} interleaved rounds, {CHANNELS} connections × {IN_FLIGHT} calls in flight"
    for name, figure in median.items():
        ratio = figure["calls_per_second"] / echo["calls_per_second"]
        latencies = f"p50 {figure['p50_us'] / 1000:.2f} ms, p99 {figure['p99_us'] / 1000:.2f} ms"
        if name == "echo, bare":
            report.add(name, f"{echo['calls_per_second']:,.0f}/s", note=f"{latencies}; the yardstick; {how}")
            continue
        bar = (f"≥ {BAR}", ratio >= BAR) if name in READS else (None, None)
        against = "" if name not in READS else f"; {figure['calls_per_second'] / pgbench_rate:.2f} × pgbench -S prepared"
        report.add(name, f"{ratio:.2f} × echo", *bar,
                   f"{figure['calls_per_second']:,.0f}/s, {latencies} ({figure['p99_us'] / echo['p99_us']:.1f} × echo){against}")
    report.add("pgbench -S prepared", f"{pgbench_rate:,.0f}/s", note="selects by key, unix socket, same cluster")


class EchoServer:
    def __init__(self, suite):
        self._file = suite.folder / "echo.json"

    def __enter__(self):
        self._process = subprocess.Popen([BIN / "echo-server", "serve", "--insecure-loopback",
                                          "--addresses-file", self._file], stdout=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL)
        while not self._file.exists():
            if self._process.poll() is not None:
                raise SystemExit("echo-server does not start.")
            time.sleep(0.05)
        return json.loads(self._file.read_text(encoding="utf-8"))["data"]

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(30)
