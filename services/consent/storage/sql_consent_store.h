#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/storage/log/log_means.h"

namespace bestand::consent {

// Keeps consents in PostgreSQL. Threads may share it.
class SqlConsentStore final : public ConsentStore {
 public:
  SqlConsentStore(storage::Database& database, const LogMeans& means) : database_(database), means_(means) {}

  absl::StatusOr<int64_t> InLog(absl::FunctionRef<absl::Status(LogWriter&)> work) override;
  absl::StatusOr<Consent> Get(std::string_view customer, std::string_view id) override;
  absl::StatusOr<std::vector<Consent>> List(std::string_view customer) override;
  absl::StatusOr<std::vector<RecordedEvent>> ListEvents(const EventPage& page) override;
  absl::StatusOr<std::optional<RequestView>> LookUpRequest(std::string_view token_hash) override;
  absl::StatusOr<std::optional<std::string>> TryCode(std::string_view handle_hash,
                                                     std::string_view code_hash) override;
  absl::StatusOr<bool> LiftSuppression(std::string_view address_digest) override;

 private:
  storage::Database& database_;
  const LogMeans means_;
};

}  // namespace bestand::consent
