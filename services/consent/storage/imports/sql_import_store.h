#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/imports/imported_consent.h"
#include "services/consent/domain/mail_limits.h"
#include "services/consent/storage/log/log_means.h"

namespace bestand::consent {

// Imports in PostgreSQL, each chunk in one transaction on the log.
class SqlImportStore final : public ImportStore {
 public:
  // The key is that under which it is remembered who was erased.
  SqlImportStore(storage::Database& database, const LogMeans& means, AddressKey address_key)
      : database_(database), means_(means), address_key_(std::move(address_key)) {}

  absl::StatusOr<std::vector<ImportOutcome>> Import(std::string_view source,
                                                    std::span<const ImportedConsent> rows) override;
  absl::StatusOr<std::vector<UnprovenConsent>> ListUnproven(const UnprovenPage& page) override;

 private:
  storage::Database& database_;
  const LogMeans means_;
  const AddressKey address_key_;
};

}  // namespace bestand::consent
