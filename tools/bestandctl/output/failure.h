#pragma once

#include <ostream>

#include "absl/status/status.h"

namespace bestand::ctl {

// Writes what went wrong for people: the message, each field that is wrong, reason and facts, and what
// the error catalogue says to do.
void WriteFailure(const absl::Status& status, std::ostream& out);

}  // namespace bestand::ctl
