#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/imports/imported_consent.h"
#include "services/consent/storage/log/log_means.h"

namespace bestand::consent {

// Imports in PostgreSQL, each chunk in one transaction on the log.
class SqlImportStore final : public ImportStore {
 public:
  SqlImportStore(storage::Database& database, const LogMeans& means) : database_(database), means_(means) {}

  absl::StatusOr<std::vector<ImportOutcome>> Import(std::string_view source,
                                                    std::span<const ImportedConsent> rows) override;
  absl::StatusOr<std::vector<UnprovenConsent>> ListUnproven(const UnprovenPage& page) override;

 private:
  storage::Database& database_;
  const LogMeans means_;
};

}  // namespace bestand::consent
