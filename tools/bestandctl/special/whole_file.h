#pragma once

#include <string>

#include "absl/status/status.h"

namespace bestand::ctl {

// Writes a file whole or not at all: beside it first, so that nobody sees half of it. Fails with a sentence
// where it cannot be written.
absl::Status WriteWhole(const std::string& file, const std::string& text);

}  // namespace bestand::ctl
