#pragma once

#include <string>

#include "absl/time/time.h"
#include "services/consent/work/anchors/http.h"

namespace bestand::consent {

// How long others may take, and who may vouch for them.
struct HttpOptions {
  std::string ca_file;  // empty: whom this machine trusts
  absl::Duration timeout = absl::Seconds(10);
  size_t most_bytes = 64 * 1024;  // of an answer
};

// Returns a way to post with libcurl: by http and https alone, to nobody whom an answer leads on to.
HttpPost PostByCurl(HttpOptions options);

}  // namespace bestand::consent
