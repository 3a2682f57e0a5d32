#!/usr/bin/env bash
# Shows that buf_lint.sh bites: each seeded fault in a copy of the protos is reported under its rule.
set -uo pipefail
cd "$(dirname "$0")" || exit 1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# expect <rule> <file> <sed script>: lints the copy with one fault in it.
expect() {
  local rule=$1 file=$work/protos/bestand/$2 output
  rm -rf "$work/protos" && cp -r ../../protos "$work/protos"
  sed -i "$3" "$file"
  if cmp -s "$file" "../../protos/bestand/$2"; then echo "not seeded: $rule"; failed=1; fi
  output=$(./buf_lint.sh "$work/protos" 2>&1)
  case $? in
    0) echo "not found: $rule"; failed=1 ;;
    77) echo "$output"; exit 77 ;;
    *) [[ $output == *"$4"* ]] || { echo "$rule was reported otherwise: $output"; failed=1; } ;;
  esac
}

expect COMMENT_ENUM_VALUE common/v1/privacy.proto '/Is personal data/d' 'should have a non-empty comment'
expect ENUM_VALUE_PREFIX common/v1/errors.proto 's/ERROR_REASON_JOB_ENDED/JOB_ENDED/' 'should be prefixed with "ERROR_REASON_"'
expect RPC_RESPONSE_STANDARD_NAME consent/v1/opt_in_report_service.proto \
  's/returns (QueryOptInRateResponse)/returns (QueryOptInRateRequest)/' 'QueryOptInRateResponse'
expect FIELD_LOWER_SNAKE_CASE common/v1/job.proto 's/int64 done_count/int64 doneCount/' 'should be lower_snake_case'

[[ $failed == 0 ]] && echo "buf found every seeded fault"
exit $failed
