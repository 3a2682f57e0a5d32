# shellcheck shell=bash
# Starts, watches and ends processes by the pids we wrote down; a pid alone is not believed, since another
# process may have it by now: its start time is kept with it.

start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# remember <name> <pid>
remember() { echo "$2 $(start_time "$2")" >"$RUN/$1.supervisor"; }

# The pid that was remembered under the name, if that process still runs.
remembered() {
  local pid started
  read -r pid started 2>/dev/null <"$RUN/$1.supervisor" || return 1
  [[ -n $started && $(start_time "$pid") == "$started" ]] && echo "$pid"
}

# start <name> <stop signal> <command...>: keeps a program running, its output in log/<name>.log.
start() {
  local name=$1
  shift
  setsid setpriv --pdeathsig TERM "$ROOT/tools/dev/supervise" "$RUN/$name.pid" "$@" \
    >>"$LOGS/$name.log" 2>&1 </dev/null &
  remember "$name" $!
}

# stop <name>: asks the supervisor to end, waits up to 15 seconds, then ends it the hard way.
stop() {
  local pid child
  pid=$(remembered "$1") || { rm -f "$RUN/$1.supervisor"; return 0; }
  child=$(cat "$RUN/$1.pid" 2>/dev/null)
  kill -TERM "$pid" 2>/dev/null
  until_true 15 has_ended "$1" || kill -KILL "$pid" ${child:+"$child"} 2>/dev/null
  rm -f "$RUN/$1.supervisor" "$RUN/$1.pid"
}

has_ended() { ! remembered "$1" >/dev/null; }

# until_true <seconds> <command...>: asks every tenth of a second; ends with 1 when the time is over.
until_true() {
  local tries=$(($1 * 10))
  shift
  while ((tries-- > 0)); do
    "$@" && return 0
    sleep 0.1
  done
  return 1
}
