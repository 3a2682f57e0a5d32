#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace bestand::ctl {

// Writes beside the file first, so that nobody sees half of it. Fails when it cannot be written.
absl::Status WriteWhole(const std::string& file, const std::string& text);

// Returns what a file holds. Fails with FIELD_INVALID of `option`, which named the file.
absl::StatusOr<std::string> ReadWhole(const std::string& file, const std::string& option);

}  // namespace bestand::ctl
