# shellcheck shell=bash
# Ports on 127.0.0.1. A suite has a place, which moves all its ports alike: the first that no other suite holds and
# where nobody listens.

PLACES=100
PLACE_LOCKS=/tmp/bestand-place
OFFSET=0  # of this suite's ports from the usual ones

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A service has the ports 100 and 200 above its own too, so ten places fill three hundred.
offset_of() { echo $((300 * ($1 / 10) + 10 * ($1 % 10))); }

# hold <place>: takes its lock, unless another suite has it. All that a suite starts inherits the lock, so that it is
# held while a service is away to come back, and free when the last of them is gone, however that came about.
hold() {
  local lock=$PLACE_LOCKS-$1
  [[ -e $lock ]] || : >"$lock"
  exec {PLACE}<"$lock" || return 1
  flock --nonblock "$PLACE" && return 0
  exec {PLACE}<&-
  return 1
}

# take_place <port>...: holds the first place where these usual ports and their companions are free; sets OFFSET.
take_place() {
  local place
  for ((place = 0; place < PLACES; place++)); do
    hold "$place" || continue
    OFFSET=$(offset_of "$place")
    are_free "$@" && return 0
    exec {PLACE}<&-
  done
  return 1
}

are_free() {
  local port companion
  for port; do
    for companion in 0 100 200; do ! port_is_taken $((port + OFFSET + companion)) || return 1; done
  done
}
