# shellcheck shell=bash
# Runs the whole suite on this machine: PostgreSQL, a mail sink, the four services and their gateway.

UP_HELP="Usage: ./bestand up [--no-build]

Builds, starts PostgreSQL, a mail sink, the four services and the gateway on 127.0.0.1, prints their addresses and
stays until Ctrl-C, which stops everything. What was stored is there again at the next start.

Example:
  ./bestand up"

DOWN_HELP="Usage: ./bestand down

Stops what ./bestand up started, from any terminal. What was stored stays.

Example:
  ./bestand down"

IDLE=''  # the pid of the process that up waits for

is_up() { remembered up >/dev/null; }

run_up() {
  [[ ${1:-} == --no-build ]] || build release
  is_up && { say "Already running."; print_addresses; return 0; }
  need_packages run
  stop_all  # what an up that was killed may have left
  remember up $$
  trap 'leave 130' INT
  trap 'leave 0' TERM HUP
  trap stop_all EXIT
  start_all
  print_addresses
  touch "$RUN/ready"
  hint "Ctrl-C stops everything."
  setpriv --pdeathsig KILL sleep infinity &
  IDLE=$!
  while :; do wait "$IDLE"; done
}

leave() { exit "$1"; }

start_all() {
  local name
  choose_ports
  start_postgres
  start_mail
  for name in "${SERVICES[@]}"; do write_settings "$name"; done
  write_addresses
  for name in "${SERVICES[@]}"; do start_service "$name"; done
  for name in "${SERVICES[@]}"; do await_service "$name"; done
}

start_postgres() {
  local command
  say "Starting PostgreSQL"
  prepare_postgres
  mapfile -t command < <(postgres_command)
  start postgres INT "${command[@]}"
  until_true 60 postgres_answers || { tail -n 5 "$LOGS/postgres.log" >&2; fail "PostgreSQL does not answer."; }
  create_databases
}

start_mail() {
  mkdir -p "$(dirname "$MAIL")"
  say "Starting the mail sink"
  start mail TERM "$PYTHON" -m aiosmtpd -n -l "127.0.0.1:${PORT[smtp]}" -c aiosmtpd.handlers.Mailbox "$MAIL"
  until_true 20 port_is_taken "${PORT[smtp]}" || fail "The mail sink does not answer; see $LOGS/mail.log."
}

start_service() {
  [[ -x $(program "$1") ]] || fail "$1 is not built; run ./bestand build."
  say "Starting $1"
  migrate "$1"
  rm -f "$(bound_file "$1")"
  start "$1" TERM "$(program "$1")" serve --config "$(settings_file "$1")" --insecure-loopback \
    --addresses-file "$(bound_file "$1")"
}

# What a service writes once it listens. That somebody answers at its port says nothing: it may be a stranger.
bound_file() { echo "$RUN/$1.bound.json"; }

await_service() {
  until_true 30 test -e "$(bound_file "$1")" && return 0
  tail -n 5 "$LOGS/$1.log" >&2
  fail "$1 does not answer; $LOGS/$1.log says why."
}

stop_all() {
  local name
  trap '' INT TERM HUP
  is_up && say "Stopping"
  rm -f "$RUN/ready"
  [[ -z $IDLE ]] || kill "$IDLE"
  for name in gateway reward-catalog scoring consent customer-profile mail postgres; do stop "$name"; done
  rm -f "$ADDRESSES"
  [[ $(remembered up) != "$$" ]] || rm -f "$RUN/up.supervisor"
  trap - INT TERM HUP
}

run_down() {
  local pid
  if pid=$(remembered up); then
    say "Stopping"
    kill -TERM "$pid"
    until_true 60 has_ended up || kill -KILL "$pid"
  else
    say "Nothing is running."
  fi
  stop_all
}

print_addresses() {
  say "Running:"
  jq -r 'to_entries[] | "  \(.key)\(" " * (18 - (.key | length)))\(.value)"' "$ADDRESSES"
  [[ -z $TODAY ]] ||
    hint "Today is taken for $TODAY, when the shipped sales end; BESTAND_AS_OF_DATE= ./bestand up lives today."
  say "Try:"
  hint "./bestand ctl services status"
  hint "./bestand ctl purchases import data/online_retail/online_retail.csv.gz --source shop --currency GBP"
  hint "./bestand ctl customers list --page-size 5"
}
