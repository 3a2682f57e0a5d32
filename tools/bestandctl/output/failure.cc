#include "tools/bestandctl/output/failure.h"

#include "common/error/error.h"
#include "tools/bestandctl/message/descriptions.h"

namespace bestand::ctl {

void WriteFailure(const absl::Status& status, std::ostream& out) {
  const auto violations = ViolationsOf(status);
  if (violations.empty()) out << "error: " << MessageOf(status) << "\n";
  for (const FieldViolation& violation : violations)
    out << "error: " << violation.field << " " << violation.description << "\n";
  const std::string reason = ReasonOf(status);
  if (reason.empty()) return;
  out << "  reason: " << reason;
  for (const auto& [key, value] : FactsOf(status)) out << "  " << key << "=" << value;
  out << "\n";
  if (const std::string advice = WhatToDo(reason); !advice.empty()) out << "  what to do: " << advice << "\n";
}

}  // namespace bestand::ctl
