"""The import of the retail file against COPY of the same rows into the same tables."""

import subprocess
import time

SALES_LIST = "data/online_retail/online_retail.csv.gz"
BAR = 0.5

# Every table that the import fills, in an order that foreign keys allow.
_TABLES = """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = 'public' AND c.relkind = 'r'
                AND c.relname NOT IN ('schema_migrations') ORDER BY c.oid"""


def measure(suite, report):
    imported = seconds(lambda: suite.ctl(
        "purchases", "import", SALES_LIST, "--source", "shop", "--currency", "GBP", "--time-zone", "Europe/London"))
    copied, rows = copy_seconds(suite)
    ratio = copied / imported
    report.add("import of the retail file", f"{ratio:.2f} × COPY", f"≥ {BAR}", ratio >= BAR,
               f"541,909 lines in {imported:.1f} s, from the gzip file to the summaries; COPY text of the same "
               f"{rows:,} rows into the same tables with the same indexes {copied:.1f} s")


def seconds(work):
    begin = time.monotonic()
    work()
    return time.monotonic() - begin


def copy_seconds(suite):
    """Copies what the import made out as text, empties the tables' twins in a second database, copies in."""
    tables = suite.sql(_TABLES, "customer_profile").split()
    folder = suite.folder / "copy"
    folder.mkdir(exist_ok=True)
    make_twin(suite)
    for table in tables:
        run(suite, "customer_profile", f"\\copy {table} TO '{folder / table}'")
    total, rows = 0.0, 0
    for table in tables:
        generated = "(" + columns(suite, table) + ")"
        total += seconds(lambda: run(suite, "copy_twin", f"\\copy {table}{generated} FROM '{folder / table}'"))
        rows += int(suite.sql(f"SELECT count(*) FROM {table}", "copy_twin"))
    return total, rows


def columns(suite, table):
    return ",".join(suite.sql(
        f"SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped "
        "ORDER BY attnum", "customer_profile").split())


def make_twin(suite):
    """A second database with the same tables and indexes, empty."""
    suite.sql("DROP DATABASE IF EXISTS copy_twin", "postgres")
    suite.sql("CREATE DATABASE copy_twin", "postgres")
    schema = subprocess.run(["pg_dump", *suite.database_words(), "--schema-only", "customer_profile"], check=True,
                            text=True, stdout=subprocess.PIPE).stdout
    subprocess.run(["psql", "-X", "-q", *suite.database_words(), "-d", "copy_twin"], input=schema, check=True, text=True,
                   stdout=subprocess.DEVNULL)


def run(suite, database, statement):
    suite.sql(statement, database)
