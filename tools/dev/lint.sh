# shellcheck shell=bash
# The checks of style that need no build, and clang-tidy on what changed.

LINT_HELP="Usage: ./bestand lint [--all]

Checks the format of all C++ files, the protos (buf), the shell scripts, and runs clang-tidy on the
C++ files that changed since the last commit on main (--all: on every one; that takes long).

Example:
  ./bestand lint"

cpp_files() { git -C "$ROOT" ls-files -co --exclude-standard -- '*.h' '*.cc' | sed "s|^|$ROOT/|"; }
shell_files() {
  printf '%s\n' "$ROOT/bestand" "$ROOT/.ci/run"
  git -C "$ROOT" ls-files -co --exclude-standard -- '*.sh' | sed "s|^|$ROOT/|"
}

changed_cpp_files() {
  local since=HEAD
  git -C "$ROOT" rev-parse -q --verify origin/main >/dev/null && since=origin/main
  git -C "$ROOT" diff --name-only --diff-filter=d "$since" -- '*.cc' | sed "s|^|$ROOT/|"
}

run_lint() {
  local failed=0 files
  need_packages run lint
  say "clang-format"
  cpp_files | xargs -r clang-format --dry-run -Werror || failed=1
  say "shellcheck"
  shell_files | xargs -r shellcheck -x --source-path="$ROOT" || failed=1
  lint_protos || failed=1
  if [[ ${1:-} == --all ]]; then files=$(cpp_files | grep '\.cc$'); else files=$(changed_cpp_files); fi
  lint_deeper "$files" || failed=1
  ((failed == 0)) && say "No complaint."
  return $failed
}

lint_protos() {
  fetch_buf
  [[ -n $(buf_program) ]] || return 0
  say "buf"
  BUF=$(buf_program) "$ROOT/tests/protos/buf_lint.sh"
}

# lint_deeper <files>: clang-tidy, which reads how the release build compiles each file.
lint_deeper() {
  local commands
  commands=$(build_folder release)/compile_commands.json
  [[ -n $1 ]] || return 0
  [[ -f $commands ]] || { say "clang-tidy waits for a build: ./bestand build"; return 0; }
  say "clang-tidy on $(wc -l <<<"$1") files"
  xargs -r -P "$(nproc)" -n 1 clang-tidy --quiet -p "$(dirname "$commands")" <<<"$1"
}
