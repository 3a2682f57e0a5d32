# shellcheck shell=bash
# buf, which checks the protos, and playwright-core, which leads a browser through the pages, come from npm in the
# versions that package-lock.json pins.

BUF_HOME=$MADE/npm

# The path of buf, or nothing when it is not there in the pinned version.
buf_program() {
  local found
  cmp -s "$ROOT/package-lock.json" "$BUF_HOME/package-lock.json" || return 0
  for found in "$BUF_HOME"/node_modules/@bufbuild/buf-linux-*/bin/buf; do
    [[ -x $found ]] && echo "$found"
  done
  return 0
}

# Fetches buf if needed. Without a way to npm the checks that need it are skipped, so this never fails.
fetch_buf() {
  [[ -n $(buf_program) ]] && return 0
  have npm || { say "npm is not there: what needs buf will be skipped."; return 0; }
  say "Fetching buf from npm"
  rm -rf "$BUF_HOME" && mkdir -p "$BUF_HOME"
  cp "$ROOT/package.json" "$ROOT/package-lock.json" "$ROOT/.npmrc" "$BUF_HOME/"
  (cd "$BUF_HOME" && npm ci --ignore-scripts --no-progress --loglevel verbose) >"$BUF_HOME/npm.log" 2>&1
  [[ -n $(buf_program) ]] && return 0
  rm -f "$BUF_HOME/package-lock.json"
  say "npm could not fetch buf ($BUF_HOME/npm.log says why): what needs it will be skipped."
}
