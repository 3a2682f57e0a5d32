# shellcheck shell=bash
# Builds and runs every test, and counts what passed, failed and was skipped.

TEST_HELP="Usage: ./bestand test [--sanitize | --long] [--filter REGEX]

Builds, then runs all tests: units, storage, APIs, whole programs, the layout of the tree, the protos
(buf) and the Kubernetes manifests. Closes with: N passed, N failed, N skipped.
What this machine cannot run is counted as skipped, with its reason.

Examples:
  ./bestand test
  ./bestand test --filter scoring      only tests whose folder matches
  ./bestand test --sanitize            with AddressSanitizer and UndefinedBehaviorSanitizer
  ./bestand test --long                races, crashes and tampering as often as it takes to show what is promised"

# Under the sanitizers: code, not the tree; and no whole programs, whose time limits would not hold.
NOT_SANITIZED='^tests/(end_to_end|bench|layout|protos|k8s|script|statements)'

run_test() {
  local preset=release picked=() which=--label-exclude
  while (($# > 0)); do
    case $1 in
      --sanitize) preset=sanitize picked+=(--exclude-regex "$NOT_SANITIZED") ;;
      --long) which=--label-regex ;;
      --filter) picked+=(--tests-regex "${2:?--filter needs a regular expression}") && shift ;;
      *) fail "test: unknown option $1; see ./bestand test --help" ;;
    esac
    shift
  done
  ((${#picked[@]} > 0)) || [[ $which == --label-regex ]] || export BESTAND_ALL_TESTS=yes
  need_packages run test
  build "$preset"
  fetch_buf
  run_ctest "$preset" "$which" '^long$' "${picked[@]}"
}

# run_ctest <preset> [ctest option...]
run_ctest() {
  local results=$MADE/test/$1 folder status
  folder=$(build_folder "$1")
  shift
  rm -rf "$results" && mkdir -p "$results/cases" "$results/statements"
  export BESTAND_STATEMENTS_RUN=$results/statements  # for tests/statements
  export GTEST_OUTPUT=xml:$results/cases/ UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
  export LSAN_OPTIONS=suppressions=$ROOT/tools/dev/lsan.supp:print_suppressions=0
  ctest --test-dir "$folder" --parallel 2 --output-on-failure --no-tests=error \
    --output-junit "$results/ctest.xml" "$@"
  status=$?
  "$PYTHON" "$ROOT/tools/dev/count_tests.py" "$results/ctest.xml" "$results/cases" && return "$status"
}
