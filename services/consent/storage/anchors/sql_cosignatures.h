#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/storage/database.h"
#include "services/consent/work/anchors/cosignature_store.h"

namespace bestand::consent {

// Returns the newest of each witness for a log's name with at most `most` events, the largest first. What a
// witness did not sign is left out, whoever put it there.
absl::StatusOr<std::vector<Cosigned>> NewestCosigned(storage::Session& session,
                                                     std::span<const tlog::Verifier> witnesses,
                                                     const std::string& origin, int64_t most);

// Keeps cosignatures in PostgreSQL, without the log's own signature: whoever cuts the log back is not to find
// it there. Threads may share it.
class SqlCosignatures final : public CosignatureStore {
 public:
  SqlCosignatures(storage::Database& database, std::string origin)
      : database_(database), origin_(std::move(origin)) {}

  absl::StatusOr<std::optional<Cosigned>> Newest(const tlog::Verifier& witness) override;
  absl::Status Add(const tlog::Verifier& witness, const Cosigned& cosigned) override;

 private:
  storage::Database& database_;
  const std::string origin_;
};

}  // namespace bestand::consent
