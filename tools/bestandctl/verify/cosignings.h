#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "bestand/consent/v1/evidence_service.pb.h"
#include "common/tlog/checkpoint.h"

namespace bestand::ctl {

// Returns SETTING_INVALID: a key is not one for cosignatures.
absl::Status NoWitness();

// How much of a log a witness vouches for.
struct Cosigning {
  std::string witness;  // its key's name
  int64_t log_size = 0;
  absl::Time time;  // by the witness's clock
};

// Returns what a cosigned checkpoint says. Fails with EVIDENCE_FAULTY unless the log's key signed it and its
// size is the one told beside it; who cosigned it and when NewestOf tells.
absl::StatusOr<tlog::Checkpoint> OpenCosigned(const consent::v1::CosignedCheckpoint& cosigned,
                                              const tlog::Verifier& log);

// Returns the newest cosignature of each witness among signed checkpoints. Fails with EVIDENCE_FAULTY for a
// witness who signed none, SETTING_INVALID for a key that is no witness's.
absl::StatusOr<std::vector<Cosigning>> NewestOf(const std::vector<std::string>& checkpoints,
                                                std::span<const tlog::Verifier> witnesses);

}  // namespace bestand::ctl
