# shellcheck shell=bash
# Ports on 127.0.0.1: the usual ones, or the next free ones.

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port <first> [offset...]: the first port from <first> on, in steps of 10, that is free together
# with its companions at the offsets.
free_port() {
  local port=$1 offset taken
  shift
  for ((; port < 65000; port += 10)); do
    taken=no
    for offset in 0 "$@"; do port_is_taken $((port + offset)) && taken=yes; done
    [[ $taken == no ]] && echo "$port" && return 0
  done
  return 1
}
