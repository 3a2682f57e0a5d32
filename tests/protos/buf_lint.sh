#!/usr/bin/env bash
# buf_lint.sh [folder of protos]: lints our protos with buf, STANDARD and COMMENTS, without exceptions.
#
# protoc makes a descriptor set first, so that the google protos need not lie in the tree; buf then looks at
# our part of it, without the network. Ends with 77 when buf is not there: ./bestand test fetches it.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
protos=${1:-$root/protos}
googleapis=${GOOGLEAPIS_DIR:-/usr/share/gocode/src/github.com/gogo/googleapis}
# shellcheck source=/dev/null
buf=${BUF:-$(MADE=$root/.bestand ROOT=$root && source "$root/tools/dev/buf.sh" && buf_program)}

[[ -n $buf ]] || { echo "buf is not there; ./bestand test fetches it from npm"; exit 77; }

image=$(mktemp --suffix=.binpb)
trap 'rm -f "$image"' EXIT
(cd "$protos" && find bestand -name '*.proto' -print0 |
  xargs -0 protoc --include_imports --include_source_info -I . -I "$googleapis" -o "$image")
cd "$protos" && "$buf" lint "$image" --path bestand
