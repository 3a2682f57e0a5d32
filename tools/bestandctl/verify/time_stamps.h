#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "bestand/consent/v1/evidence_service.pb.h"
#include "common/tlog/checkpoint.h"

namespace bestand::ctl {

// How much of a log was there when.
struct Stamping {
  int64_t log_size = 0;
  absl::Time time;  // by the authority's clock
};

// Returns what was stamped. Fails with EVIDENCE_FAULTY unless it is a checkpoint's text under the log's name
// and its size is the one told beside it; who stamped it and when CheckStamp tells.
absl::StatusOr<tlog::Checkpoint> OpenStamped(const consent::v1::StampedCheckpoint& stamped,
                                             const tlog::Verifier& log);

// Returns what the time stamp proves under those who may vouch for it, a file of certificates in PEM; nothing
// without a file. Fails with EVIDENCE_FAULTY without a stamp, for one that they do not vouch for, and for one
// of another text or time than is told beside it; SETTING_INVALID for a file without certificates.
absl::StatusOr<std::optional<Stamping>> CheckStamp(const consent::v1::StampedCheckpoint& stamped,
                                                   const std::string& ca_file);

}  // namespace bestand::ctl
