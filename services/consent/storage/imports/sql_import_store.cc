#include "services/consent/storage/imports/sql_import_store.h"

#include "common/error/error.h"
#include "services/consent/storage/imports/import_chunk.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

UnprovenConsent UnprovenOf(const Row& row) {
  return {std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2)), row.Texts(3),
          row.Time(4)};
}

}  // namespace

absl::StatusOr<std::vector<ImportOutcome>> SqlImportStore::Import(std::string_view source,
                                                                  std::span<const ImportedConsent> rows) {
  if (rows.empty()) return std::vector<ImportOutcome>();
  // Read before the log is held: it may lie in the database.
  ASSIGN_OR_RETURN(const std::string key, address_key_());
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<std::vector<ImportOutcome>> {
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means_));
    return ImportChunk(session, log, source, [&key] { return key; }).Take(rows);
  });
}

absl::StatusOr<std::vector<UnprovenConsent>> SqlImportStore::ListUnproven(const UnprovenPage& page) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<UnprovenConsent>> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListUnproven, {{"purpose_id", page.purpose},
                                                                       {"channel", NumberOf(page.channel)},
                                                                       {"after", page.after},
                                                                       {"limit", page.limit}}));
    return AllOf(rows, UnprovenOf);
  };
  return database_.InSession(read, Repeat::kOnce);
}

}  // namespace bestand::consent
