#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "common/tlog/checkpoint.h"

namespace bestand::consent {

// What a witness signed.
struct Cosigned {
  tlog::Checkpoint checkpoint;
  tlog::Cosignature cosignature;
};

// Keeps cosignatures of the log under its name. Threads and processes may share it.
class CosignatureStore {
 public:
  virtual ~CosignatureStore() = default;

  // The newest of a witness, by size; nothing when there is none, or none that it signed.
  virtual absl::StatusOr<std::optional<Cosigned>> Newest(const tlog::Verifier& witness) = 0;
  // Keeps one; a size that is kept already changes nothing.
  virtual absl::Status Add(const tlog::Verifier& witness, const Cosigned& cosigned) = 0;
};

}  // namespace bestand::consent
