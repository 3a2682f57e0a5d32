// How SqlEvidenceStore shows all about one customer.

#include "common/error/error.h"
#include "services/consent/storage/evidence/evidence_rows.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

constexpr int kPage = 200;  // events read at once

absl::Status ShowEvents(Session& session, const PayloadVault& vault, std::string_view customer,
                        const LogEnd& end, SubjectVisitor& visitor) {
  int64_t after = -1;
  for (int shown = kPage; shown == kPage;) {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListSubjectEvents, {{"customer_id", customer},
                                                                            {"after", after},
                                                                            {"log_size", end.size},
                                                                            {"kind", 0},
                                                                            {"limit", kPage}}));
    ASSIGN_OR_RETURN(const auto items, ItemsOf(session, vault, rows, end));
    for (const EvidenceItem& item : items) RETURN_IF_ERROR(visitor.Show(item));
    shown = static_cast<int>(items.size());
    if (shown > 0) after = items.back().event.log_index;
  }
  return absl::OkStatus();
}

absl::Status ShowSubject(Session& session, const PayloadVault& vault, std::string_view customer,
                         SubjectVisitor& visitor) {
  ASSIGN_OR_RETURN(const LogEnd end, ReadEndIn(session));
  RETURN_IF_ERROR(session.Stream(sql::kExportSubjectRows, {{"customer_id", customer}},
                                 [&](const Row& row) { return visitor.ShowRow(row.Text(0), row.Text(1)); }));
  ASSIGN_OR_RETURN(const Rows wordings, session.Run(sql::kListSubjectWordings, {{"customer_id", customer}}));
  for (const Row row : wordings) RETURN_IF_ERROR(visitor.Show(WordingOf(row)));
  return ShowEvents(session, vault, customer, end, visitor);
}

}  // namespace

absl::Status SqlEvidenceStore::ExportSubject(std::string_view customer, SubjectVisitor& visitor) {
  // What an older version wrote is signed first, in transactions of its own.
  RETURN_IF_ERROR(ReadEnd().status());
  return database_.InSession([&](Session& session) {
    return AsOfOneMoment(session, [&] { return ShowSubject(session, means_.vault, customer, visitor); });
  });
}

absl::StatusOr<std::vector<EvidenceItem>> SqlEvidenceStore::ListDisclosures(std::string_view customer) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<EvidenceItem>> {
    ASSIGN_OR_RETURN(const LogEnd end, ReadSigned(session));
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kListSubjectEvents, {{"customer_id", customer},
                                                           {"after", -1},
                                                           {"log_size", end.size},
                                                           {"kind", static_cast<int>(EventKind::kDisclosed)},
                                                           {"limit", 1000}}));
    return ItemsOf(session, means_.vault, rows, end);
  };
  return database_.InSession(read, Repeat::kOnce);
}

}  // namespace bestand::consent
