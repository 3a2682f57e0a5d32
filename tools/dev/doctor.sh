# shellcheck shell=bash
# Says what this machine has, what it lacks and how to get it.

DOCTOR_HELP="Usage: ./bestand doctor

Says for each package whether it is there, and whether disk, cores and memory suffice.
Ends with 1 when something is missing that building and running need.

Example:
  ./bestand doctor"

MIN_DISK_GB=6
MIN_MEMORY_GB=3

run_doctor() {
  local failed=0
  doctor_machine
  doctor_packages run "To build and run" || failed=1
  doctor_packages test "To test too" || true
  doctor_packages lint "To check the style too" || true
  doctor_extras
  return $failed
}

doctor_machine() {
  local disk memory
  disk=$(df -Pk "$ROOT" | awk 'NR==2 {print int($4 / 1048576)}')
  memory=$(awk '/^MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)
  echo "${BOLD}Machine${PLAIN}"
  ((disk >= MIN_DISK_GB))
  doctor_line $? "disk: $disk GB free (at least $MIN_DISK_GB)"
  ((memory >= MIN_MEMORY_GB))
  doctor_line $? "memory: $memory GB free (at least $MIN_MEMORY_GB)"
  doctor_line 0 "cores: $(nproc), so $(build_jobs) compilers at once"
}

doctor_packages() {
  local need=$1 title=$2 missing package command purpose
  missing=$'\n'$(missing_packages "$need")$'\n'
  echo "${BOLD}$title${PLAIN}"
  while read -r package command purpose; do
    [[ $missing != *$'\n'"$package"$'\n'* ]]
    doctor_line $? "$package: $purpose"
  done < <(package_rows "$need")
  [[ -z ${missing//$'\n'/} ]] && return 0
  # shellcheck disable=SC2086  # one word a package
  hint "get them: $(install_command $missing)"
  return 1
}

doctor_extras() {
  echo "${BOLD}When there${PLAIN}"
  have kubectl
  doctor_line $? "kubectl: renders the manifests in the tests, which skip that part without it"
  [[ -n $(buf_program) ]]
  doctor_line $? "buf: checks the protos; ./bestand test fetches it from npm"
}

# doctor_line <status> <text>: one line; status 0 means it is there.
doctor_line() {
  if [[ $1 == 0 ]]; then echo "  ${GREEN}present${PLAIN}  $2"; else echo "  ${RED}missing${PLAIN}  $2"; fi
}
