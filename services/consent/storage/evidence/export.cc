// How SqlEvidenceStore shows the whole log.

#include <limits>

#include "common/error/error.h"
#include "services/consent/storage/anchors/sql_time_stamps.h"
#include "services/consent/storage/evidence/evidence_rows.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/payloads/stored_payloads.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Row;
using storage::Session;
using storage::Statement;

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

// Shows events page by page, so that payloads are opened together.
class EventPages {
 public:
  EventPages(const PayloadVault& vault, LogVisitor& visitor) : vault_(vault), visitor_(visitor) {}

  absl::Status Add(const Row& row) {
    events_.push_back(LoggedEventOf(row));
    stored_.push_back(StoredPayloadOf(row, 10, {events_.back().subject, events_.back().log_index}));
    return events_.size() < kPage ? absl::OkStatus() : Show();
  }

  absl::Status Show() {
    ASSIGN_OR_RETURN(auto payloads, OpenStored(vault_, stored_));
    for (size_t i = 0; i < events_.size(); ++i) {
      events_[i].payload = std::move(payloads[i]);
      RETURN_IF_ERROR(visitor_.Show(events_[i]));
    }
    events_.clear();
    stored_.clear();
    return absl::OkStatus();
  }

 private:
  static constexpr size_t kPage = 1000;

  const PayloadVault& vault_;
  LogVisitor& visitor_;
  std::vector<LoggedEvent> events_;
  std::vector<StoredPayload> stored_;
};

absl::Status ShowEvents(Session& session, const PayloadVault& vault, LogVisitor& visitor) {
  EventPages pages(vault, visitor);
  RETURN_IF_ERROR(session.Stream(sql::kExportEvents, {}, [&](const Row& row) { return pages.Add(row); }));
  return pages.Show();
}

absl::Status ShowLog(Session& session, const PayloadVault& vault, LogVisitor& visitor) {
  RETURN_IF_ERROR(ShowAll(session, sql::kExportWordings, visitor, WordingOf));
  RETURN_IF_ERROR(ShowEvents(session, vault, visitor));
  RETURN_IF_ERROR(ShowAll(session, sql::kExportNodes, visitor, NodeOf));
  RETURN_IF_ERROR(ShowAll(session, sql::kExportTips, visitor, TipOf));
  RETURN_IF_ERROR(ShowAll(session, sql::kExportConsents, visitor, LoggedConsentOf));
  RETURN_IF_ERROR(ShowAll(session, sql::kExportOptIns, visitor, LoggedOptInOf));
  return ShowAll(session, sql::kExportObjections, visitor, LoggedObjectionOf);
}

}  // namespace

absl::Status AsOfOneMoment(Session& session, absl::FunctionRef<absl::Status()> read) {
  RETURN_IF_ERROR(session.RunText("freeze", "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"));
  const absl::Status status = read();
  const absl::Status melted = session.RunText("melt", "COMMIT");
  return status.ok() ? melted : status;
}

// With what was cosigned and stamped of any size: more than there is tells that the log was cut.
absl::Status SqlEvidenceStore::ShowEnd(Session& session, LogVisitor& visitor) const {
  ASSIGN_OR_RETURN(LogEnd end, ReadEndIn(session));
  constexpr int64_t kAny = std::numeric_limits<int64_t>::max();
  ASSIGN_OR_RETURN(end.cosigned, ReadCosigned(session, kAny));
  ASSIGN_OR_RETURN(end.stamped, NewestStamped(session, public_key_.name, kAny));
  return visitor.Show(end);
}

absl::Status SqlEvidenceStore::Export(LogVisitor& visitor) {
  const auto show = [&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(ShowEnd(session, visitor));
    return ShowLog(session, means_.vault, visitor);
  };
  // Once: what was shown can't be taken back.
  return database_.InSession(
      [&](Session& session) { return AsOfOneMoment(session, [&] { return show(session); }); });
}

}  // namespace bestand::consent
