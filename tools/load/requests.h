#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::load {

// Returns the requests of a file, one JSON object a line, serialised as the method's request. Fails when
// the method is none of the suite's, the file cannot be read or a line is no such request.
absl::StatusOr<std::vector<std::string>> ReadRequests(const std::string& method, const std::string& file);

// Returns a message whose field 1 is a text of so many bytes, for the bare echo.
std::string EchoRequest(size_t bytes);

}  // namespace bestand::load
