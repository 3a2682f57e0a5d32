#pragma once

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/storage/session.h"
#include "services/consent/domain/vault/payload_vault.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

// Reads while the tables stay as they are at one moment.
absl::Status AsOfOneMoment(storage::Session& session, absl::FunctionRef<absl::Status()> read);

// Reads the end of the log.
absl::StatusOr<LogEnd> ReadEndIn(storage::Session& session);

// Returns events with their proofs in a log that ends there, of rows with the columns of list_evidence.
absl::StatusOr<std::vector<EvidenceItem>> ItemsOf(storage::Session& session, const PayloadVault& vault,
                                                  const storage::Rows& rows, const LogEnd& end);

}  // namespace bestand::consent
