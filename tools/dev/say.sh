# shellcheck shell=bash
# How the script talks: one line a step, colours only on a terminal.

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m'
else
  BOLD='' DIM='' RED='' GREEN='' PLAIN=''
fi

say() { printf '%s\n' "${BOLD}bestand:${PLAIN} $*"; }
hint() { printf '%s\n' "${DIM}         $*${PLAIN}"; }
complain() { printf '%s\n' "${RED}bestand:${PLAIN} $*" >&2; }
fail() { complain "$@"; exit 1; }

have() { command -v "$1" >/dev/null 2>&1; }
