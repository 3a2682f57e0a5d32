#pragma once

#include "common/storage/database.h"
#include "services/consent/storage/log/log_means.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

// Reads the log from PostgreSQL. Threads may share it.
class SqlEvidenceStore final : public EvidenceStore {
 public:
  // Shows what these witnesses cosigned.
  SqlEvidenceStore(storage::Database& database, const LogMeans& means,
                   std::vector<tlog::Verifier> witnesses = {})
      : database_(database),
        means_(means),
        public_key_(means.signer.verifier()),
        witnesses_(std::move(witnesses)) {}

  const tlog::Verifier& public_key() const override { return public_key_; }
  absl::StatusOr<LogEnd> ReadEnd() override;
  absl::StatusOr<InclusionProof> ProveInclusion(int64_t log_index) override;
  absl::StatusOr<ConsistencyProof> ProveConsistency(int64_t first_size) override;
  absl::StatusOr<Evidence> Collect(std::string_view customer, std::string_view consent_id) override;
  absl::Status Export(LogVisitor& visitor) override;
  absl::Status ExportSubject(std::string_view customer, SubjectVisitor& visitor) override;
  absl::StatusOr<std::vector<EvidenceItem>> ListDisclosures(std::string_view customer) override;

 private:
  absl::StatusOr<LogEnd> ReadSigned(storage::Session& session);
  // Those of at most `most` events, signed by the log's key anew.
  absl::StatusOr<std::vector<CosignedCheckpoint>> ReadCosigned(storage::Session& session, int64_t most) const;
  absl::Status ShowEnd(storage::Session& session, LogVisitor& visitor) const;

  storage::Database& database_;
  const LogMeans means_;
  const tlog::Verifier public_key_;
  const std::vector<tlog::Verifier> witnesses_;
};

}  // namespace bestand::consent
