# shellcheck shell=bash
# The main job on real data, against the running services.

DEMO_HELP="Usage: ./bestand demo [--keep]

Builds, starts the suite unless it runs already, imports a retailer's year of sales, and shows who may be
addressed, who is asleep and why, what each customer is worth, and which gifts would please them.
Stops what it started; --keep leaves it running (then ./bestand down stops it).

Examples:
  ./bestand demo
  ./bestand demo --keep"


run_demo() {
  local keep=no status
  [[ ${1:-} == --keep ]] && keep=yes && shift
  build release
  if ! is_up; then
    [[ $keep == yes ]] || trap run_down EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    start_in_background
  fi
  BESTAND_ADDRESSES=$ADDRESSES BESTAND_ROOT=$ROOT BESTAND_BIN=$(build_folder release)/bin \
    "$ROOT/tools/demo/run" "$@"
  status=$?
  [[ $keep == yes ]] && say "Still running; ./bestand down stops it."
  return $status
}

start_in_background() {
  local pid
  rm -f "$RUN/ready"  # an up that was killed leaves it
  setsid "$ROOT/bestand" up --no-build >"$LOGS/up.log" 2>&1 </dev/null &
  pid=$!
  until_true 120 is_ready_or_gone "$pid"
  [[ -e $RUN/ready ]] && return 0
  tail -n 10 "$LOGS/up.log" >&2
  fail "The services did not start; the lines above and the files in $LOGS say why."
}

is_ready_or_gone() { [[ -e $RUN/ready ]] || ! kill -0 "$1" 2>/dev/null; }
