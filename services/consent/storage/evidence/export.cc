// How SqlEvidenceStore shows the whole log.

#include "common/error/error.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Row;
using storage::Session;
using storage::Statement;

// All in between sees the tables as of one moment.
constexpr const char* kFreeze = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
constexpr const char* kMelt = "COMMIT";

LogEnd EndOf(const Row& row) {
  return {row.Int(0), row.Int(1), row.Bytes(2), std::string(row.Text(3)), row.Time(4)};
}

LoggedEvent LoggedEventOf(const Row& row) {
  LoggedEvent event;
  event.log_index = row.Int(0);
  event.event_id = row.Text(1);
  event.kind = static_cast<int>(row.Int(2));
  if (!row.IsNull(3)) event.time = row.Time(3);
  event.subject = row.Bytes(4);
  event.channel = static_cast<int>(row.Int(5));
  event.purpose = row.Text(6);
  event.wording = static_cast<int>(row.Int(7));
  event.leaf = row.Bytes(8);
  event.leaf_hash = row.Bytes(9);
  if (!row.IsNull(12)) event.payload = LoggedPayload{row.Bytes(10), row.Bytes(11), row.Bytes(12)};
  return event;
}

tlog::Node NodeOf(const Row& row) { return {{static_cast<int>(row.Int(0)), row.Int(1)}, row.Bytes(2)}; }

LoggedTip TipOf(const Row& row) {
  return {row.Bytes(0), static_cast<int>(row.Int(1)), std::string(row.Text(2)), row.Bytes(3)};
}

LoggedConsent LoggedConsentOf(const Row& row) {
  return {row.Bytes(12), static_cast<int>(row.Int(13)), ConsentOf(row)};
}

LoggedOptIn LoggedOptInOf(const Row& row) {
  LoggedOptIn logged{row.Bytes(11), static_cast<int>(row.Int(12)), OptInOf(row), row.MaybeTime(10)};
  logged.opt_in.campaign = row.Text(13);
  return logged;
}

LoggedObjection LoggedObjectionOf(const Row& row) {
  return {row.Bytes(0), static_cast<int>(row.Int(1)), row.Time(2), static_cast<int>(row.Int(3))};
}

template <typename Of>
absl::Status ShowAll(Session& session, const Statement& statement, LogVisitor& visitor, Of of) {
  return session.Stream(statement, {}, [&](const Row& row) { return visitor.Show(of(row)); });
}

absl::Status ShowLog(Session& session, LogVisitor& visitor) {
  RETURN_IF_ERROR(ShowAll(session, sql::kReadLogEnd, visitor, EndOf));
  RETURN_IF_ERROR(ShowAll(session, sql::kExportWordings, visitor, WordingOf));
  RETURN_IF_ERROR(ShowAll(session, sql::kExportEvents, visitor, LoggedEventOf));
  RETURN_IF_ERROR(ShowAll(session, sql::kExportNodes, visitor, NodeOf));
  RETURN_IF_ERROR(ShowAll(session, sql::kExportTips, visitor, TipOf));
  RETURN_IF_ERROR(ShowAll(session, sql::kExportConsents, visitor, LoggedConsentOf));
  RETURN_IF_ERROR(ShowAll(session, sql::kExportOptIns, visitor, LoggedOptInOf));
  return ShowAll(session, sql::kExportObjections, visitor, LoggedObjectionOf);
}

}  // namespace

absl::Status SqlEvidenceStore::Export(LogVisitor& visitor) {
  // Once: what was shown can't be taken back.
  return database_.InSession([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(session.RunText("freeze", kFreeze));
    const absl::Status shown = ShowLog(session, visitor);
    const absl::Status melted = session.RunText("melt", kMelt);
    return shown.ok() ? melted : shown;
  });
}

}  // namespace bestand::consent
