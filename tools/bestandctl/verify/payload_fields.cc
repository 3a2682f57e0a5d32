#include "tools/bestandctl/verify/payload_fields.h"

#include "absl/strings/str_split.h"

namespace bestand::ctl {

Payload PayloadOf(const std::string& text) {
  Payload payload;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    payload.insert(absl::StrSplit(line, absl::MaxSplits('=', 1)));
  }
  return payload;
}

std::string ValueIn(const Payload& payload, const std::string& name) {
  const auto found = payload.find(name);
  return found == payload.end() ? "" : found->second;
}

}  // namespace bestand::ctl
