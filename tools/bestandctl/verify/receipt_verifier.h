#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/tlog/note.h"
#include "tools/bestandctl/verify/leaf_fields.h"

namespace bestand::ctl {

// What a receipt has proved: this event is in the log.
struct VerifiedReceipt {
  LeafFields event;
  int64_t log_index = 0, log_size = 0;
  std::string root;  // 32 bytes
};

// Checks a file of a receipt mail, a C2SP tlog-proof whose extra data are the event's bytes, and needs
// nothing else. Fails with EVIDENCE_FAULTY unless it proves under the log's key that the log holds them.
absl::StatusOr<VerifiedReceipt> VerifyReceipt(std::string_view file, const tlog::Verifier& log);

}  // namespace bestand::ctl
