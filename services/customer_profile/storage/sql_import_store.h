#pragma once

#include <semaphore>

#include "common/storage/database.h"
#include "common/storage/outbox.h"
#include "services/customer_profile/domain/company.h"
#include "services/customer_profile/domain/import.h"

namespace bestand::customer_profile {

// Imports into PostgreSQL: COPY into a staging table, one set-based merge. Threads may share it. Each
// import holds a database session from its first row to its last, so only kMostAtOnce run at once;
// further ones fail with OVERLOADED.
class SqlImportStore : public ImportStore {
 public:
  static constexpr int kMostAtOnce = 2;

  SqlImportStore(storage::Database& database, storage::Outbox& outbox, const Company& company)
      : database_(database), outbox_(outbox), company_(company) {}

  absl::StatusOr<ImportReport> Import(const ImportOrder& order, Feed feed) override;
  absl::StatusOr<ImportReport> Find(std::string_view import_id) override;
  absl::Status ExportRejected(std::string_view import_id,
                              absl::FunctionRef<absl::Status(std::string_view)> show) override;

 private:
  using Places = std::counting_semaphore<kMostAtOnce>;

  absl::StatusOr<ImportReport> Run(storage::Session& session, const ImportOrder& order, Feed feed);

  storage::Database& database_;
  storage::Outbox& outbox_;
  const Company& company_;
  Places free_{kMostAtOnce};
};

}  // namespace bestand::customer_profile
