#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"

namespace bestand::consent {

// What is posted to somebody elsewhere.
struct HttpRequest {
  std::string url, content_type, body;
};

// What they answered, whatever it means.
struct HttpAnswer {
  long status = 0;
  std::string content_type, body;
};

// Posts and waits for the answer. Fails with ANCHOR_AWAY when none came in time, or one that does not end.
// Threads may share it.
using HttpPost = std::function<absl::StatusOr<HttpAnswer>(const HttpRequest&)>;

}  // namespace bestand::consent
