# shellcheck shell=bash
# Measures ratios in one run on this machine.

BENCH_HELP="Usage: ./bestand bench [NAME...]

Builds, then measures: RPCs against a bare echo and pgbench, the import against COPY, the fits, memory.
Writes the tables to .bestand/bench/.

Example:
  ./bestand bench"

run_bench() {
  build release
  mkdir -p "$MADE/bench"
  BESTAND_BIN=$(build_folder release)/bin BESTAND_ROOT=$ROOT "$ROOT/tests/bench/run" "$@"
}
