# shellcheck shell=bash
# Configures and builds. Tests, demo and benchmarks share one build, so that they cost one compile.

BUILD_HELP="Usage: ./bestand build [--preset release|dev|sanitize] [TARGET...]

Configures and builds; the result is in .bestand/build/<preset>.

Examples:
  ./bestand build
  ./bestand build --preset dev scoring"

KB_PER_COMPILER=1572864  # 1.5 GB: what g++ takes for a file with gRPC's headers

# How many compilers may run at once without filling the memory.
build_jobs() {
  local memory_kb jobs
  memory_kb=$(awk '/^MemAvailable/ {print $2}' /proc/meminfo)
  jobs=$((memory_kb / KB_PER_COMPILER))
  ((jobs > $(nproc))) && jobs=$(nproc)
  echo $((jobs < 1 ? 1 : jobs))
}

build_folder() { echo "$MADE/build/$1"; }
program() { echo "$MADE/build/release/bin/$1"; }

use_ccache() {
  export CCACHE_DIR=${CCACHE_DIR:-$MADE/ccache} CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1
  export CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-3G}
  export CCACHE_SLOPPINESS=time_macros,include_file_mtime,include_file_ctime
}

# build <preset> [target...]
build() {
  local preset=$1 folder
  folder=$(build_folder "$preset")
  shift
  need_packages run
  use_ccache
  if [[ ! -f $folder/build.ninja || $ROOT/CMakePresets.json -nt $folder/build.ninja ]]; then
    say "Configuring the $preset build"
    mkdir -p "$folder"
    (cd "$ROOT" && cmake --preset "$preset") >"$folder/configure.log" 2>&1 ||
      { tail -n 25 "$folder/configure.log" >&2; fail "CMake failed; the whole text is in $folder/configure.log."; }
  fi
  say "Building ($preset, $(build_jobs) at once)"
  NINJA_STATUS='[%f/%t, %es] ' ninja -C "$folder" -j "$(build_jobs)" "$@" ||
    fail "The build failed; the first error stands above."
}

run_build() {
  local preset=release
  if [[ ${1:-} == --preset ]]; then
    preset=${2:?--preset needs release, dev or sanitize}
    shift 2
  fi
  build "$preset" "$@"
}
