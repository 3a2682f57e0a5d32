# shellcheck shell=bash
# Which Debian packages are missing, and how they come in. The list itself is packages.txt.

# The rows of packages.txt for the needs given: "package command what for".
package_rows() {
  local needs=" $* " need package command purpose
  while read -r need package command purpose; do
    [[ $need == \#* || -z $need || $needs != *" $need "* ]] && continue
    printf '%s %s %s\n' "$package" "$command" "$purpose"
  done <"$ROOT/tools/dev/packages.txt"
}

installed_packages() {
  have dpkg-query || return 0
  # shellcheck disable=SC2016  # the format is dpkg's, not the shell's
  dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | sed -n 's/ installed$//p'
}

# The packages that are missing for the needs given, one a line.
missing_packages() {
  local rows known package command purpose
  rows=$(package_rows "$@")
  # shellcheck disable=SC2046  # one word a package
  known=$'\n'$(installed_packages $(cut -d' ' -f1 <<<"$rows"))$'\n'
  while read -r package command purpose; do
    [[ $command != - ]] && have "$command" && continue
    [[ $known == *$'\n'"$package"$'\n'* ]] || echo "$package"
  done <<<"$rows"
}

install_command() { echo "apt-get update && apt-get install -y --no-install-recommends $*"; }

# Brings in what is missing for the needs given; with --no-install it only says how.
need_packages() {
  local missing
  missing=$(missing_packages "$@" | tr '\n' ' ')
  missing=${missing% }
  [[ -z $missing ]] && return 0
  if [[ $NO_INSTALL == yes ]]; then
    complain "These packages are missing: $missing. As root, run:"
    install_command "$missing"
    exit 1
  fi
  install_packages "$missing"
}

install_packages() {
  local as_root=()
  have apt-get || fail "This system has no apt-get. Install what stands for these Debian packages: $1"
  if [[ $EUID -ne 0 ]]; then
    have sudo || fail "Packages are missing and there is no sudo. As root, run: $(install_command "$1")"
    as_root=(sudo)
  fi
  say "Installing $(wc -w <<<"$1") Debian packages: $1"
  "${as_root[@]}" apt-get update -q || fail "apt-get update failed; mend the package sources and run this again."
  # shellcheck disable=SC2086  # one word a package
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $1 ||
    fail "apt-get install failed; its lines above say why."
  hash -r
}
