#include "services/customer_profile/storage/sql_import_store.h"

#include <memory>

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/customer_profile/storage/import_merge.h"
#include "services/customer_profile/storage/import_stage.h"
#include "services/customer_profile/storage/sql_purchase_store.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

using storage::Rows;
using storage::Session;

constexpr size_t kExportPiece = 256 * 1024;

absl::Status ImportUnknown(std::string_view import_id) {
  return Failure(absl::StatusCode::kNotFound, "IMPORT_UNKNOWN",
                 "There is no such import, or it did not come to its end.",
                 {{"import", "imports/" + std::string(import_id)}});
}

absl::Status CheckSame(const storage::Row& row, const ImportOrder& order) {
  if (row.Text(0) == order.source && row.Bool(1) == order.dry_run) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
                 "The request id came before with another import; use a new one.",
                 {{"request_id", order.import_id}});
}

// Reads the columns of find_import.
ImportReport ToReport(std::string_view import_id, const storage::Row& row) {
  ImportReport report{.import_id = std::string(import_id),
                      .dry_run = row.Bool(1),
                      .rows = row.Int(5),
                      .imported = row.Int(6),
                      .unchanged = row.Int(7),
                      .rejected = row.Int(8),
                      .new_customers = row.Int(11),
                      .new_products = row.Int(12),
                      .first_purchase = row.MaybeTime(13),
                      .last_purchase = row.MaybeTime(14)};
  const std::vector<std::string> reasons = row.Texts(9);
  const std::vector<int64_t> counts = row.Ints(10);
  for (size_t at = 0; at < reasons.size(); ++at) report.rejections[reasons[at]] = counts[at];
  return report;
}

absl::StatusOr<ImportReport> ReadReport(Session& session, std::string_view import_id,
                                        const storage::Row& row) {
  ImportReport report = ToReport(import_id, row);
  ASSIGN_OR_RETURN(const Rows first, session.Run(sql::kListFirstRejectedRows, {{"import_id", import_id}}));
  for (const storage::Row rejected : first) {
    report.first_rejected.push_back({.line = rejected.Int(0),
                                     .column = std::string(rejected.Text(1)),
                                     .value = std::string(rejected.Text(2)),
                                     .reason = std::string(rejected.Text(3))});
  }
  return report;
}

absl::Status Keep(Session& session, const ImportReport& report, const RejectedFormat& format) {
  std::vector<std::string> reasons;
  std::vector<int64_t> counts;
  for (const auto& [reason, count] : report.rejections) {
    reasons.push_back(reason);
    counts.push_back(count);
  }
  return session
      .Run(sql::kFinishImport, {{"import_id", report.import_id},
                                {"header", format.header},
                                {"delimiter", std::string(1, format.delimiter)},
                                {"row_count", report.rows},
                                {"imported_count", report.imported},
                                {"unchanged_count", report.unchanged},
                                {"rejected_count", report.rejected},
                                {"reasons", reasons},
                                {"reason_counts", counts},
                                {"new_customer_count", report.new_customers},
                                {"new_product_count", report.new_products},
                                {"first_purchase_time", report.first_purchase},
                                {"last_purchase_time", report.last_purchase}})
      .status();
}

}  // namespace

absl::StatusOr<ImportReport> SqlImportStore::Import(const ImportOrder& order, Feed feed) {
  if (!free_.try_acquire()) {
    return Failure(absl::StatusCode::kResourceExhausted, "OVERLOADED",
                   "Two imports are running already; try again when one has ended.");
  }
  const std::unique_ptr<Places, void (*)(Places*)> place(&free_, [](Places* free) { free->release(); });
  return database_.InSession([&](Session& session) { return Run(session, order, feed); });
}

absl::StatusOr<ImportReport> SqlImportStore::Run(Session& session, const ImportOrder& order, Feed feed) {
  ASSIGN_OR_RETURN(const Rows found, session.Run(sql::kFindImport, {{"import_id", order.import_id}}));
  if (!found.empty()) RETURN_IF_ERROR(CheckSame(found[0], order));
  if (!found.empty() && found[0].Bool(2)) return ReadReport(session, order.import_id, found[0]);
  RETURN_IF_ERROR(CheckCurrency(session, order.currency_code));
  RETURN_IF_ERROR(
      session
          .Run(sql::kStartImport,
               {{"import_id", order.import_id}, {"source", order.source}, {"dry_run", order.dry_run}})
          .status());
  ImportReport report{.import_id = order.import_id, .dry_run = order.dry_run};
  ImportStage stage(session, company_.zone, report);
  RETURN_IF_ERROR(stage.Open());
  ASSIGN_OR_RETURN(const RejectedFormat format, feed(stage));
  RETURN_IF_ERROR(stage.Flush());
  RETURN_IF_ERROR(ImportMerge({database_, session, outbox_, order, report}).Run(stage));
  RETURN_IF_ERROR(Keep(session, report, format));
  return report;
}

absl::StatusOr<ImportReport> SqlImportStore::Find(std::string_view import_id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<ImportReport> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindImport, {{"import_id", import_id}}));
        if (rows.empty() || !rows[0].Bool(2)) return ImportUnknown(import_id);
        return ReadReport(session, import_id, rows[0]);
      },
      storage::Repeat::kOnce);
}

absl::Status SqlImportStore::ExportRejected(std::string_view import_id,
                                            absl::FunctionRef<absl::Status(std::string_view)> show) {
  return database_.InSession([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindImport, {{"import_id", import_id}}));
    if (rows.empty() || !rows[0].Bool(2)) return ImportUnknown(import_id);
    const std::string delimiter(rows[0].Text(4));
    std::string piece = "reason" + delimiter + std::string(rows[0].Text(3)) + "\n";
    RETURN_IF_ERROR(session.Stream(
        sql::kStreamRejectedRows, {{"import_id", import_id}}, [&](const storage::Row& row) -> absl::Status {
          piece += "\"" + std::string(row.Text(0)) + "\"" + delimiter + std::string(row.Text(1)) + "\n";
          if (piece.size() < kExportPiece) return absl::OkStatus();
          RETURN_IF_ERROR(show(piece));
          piece.clear();
          return absl::OkStatus();
        }));
    return show(piece);
  });
}

}  // namespace bestand::customer_profile
