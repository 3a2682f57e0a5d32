#include "services/consent/storage/sql_contact_store.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/consent/domain/past/replay.h"
#include "services/consent/storage/contact_rows.h"
#include "services/consent/storage/log_desk.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

PastEvent PastEventOf(const Row& row) {
  return {static_cast<EventKind>(row.Int(0)), row.Time(1), ChannelOf(row.Int(2)), std::string(row.Text(3)),
          row.MaybeTime(4)};
}

absl::StatusOr<PastState> StateAt(Session& session, const ContactQuery& query, absl::Time at) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kListPastEvents, {{"customer_id", query.customer}, {"at", at}}));
  return Replay(AllOf(rows, PastEventOf), query.channel, query.purpose);
}

// Puts the past in the place of the present; the columns of load_past.
void SetPast(const ContactQuery& query, const Row& past, const PastState& state, ContactRecord& record) {
  const std::optional<absl::Time> offline = record.times.offline;
  record.subject = MaybeSubject(query, past);
  record.template_known = past.Bool(5);
  record.template_approved = past.Bool(6);
  record.times = state.times;
  record.times.request = past.MaybeTime(8);
  record.times.expire = past.MaybeTime(9);
  record.times.offline = offline;
  record.objections = state.objections;
  record.log_size = past.Int(10);
  record.times.last_use = std::max(record.times.last_use, past.MaybeTime(11));
}

}  // namespace

absl::StatusOr<ContactRecord> SqlContactStore::Load(const ContactQuery& query) {
  const auto read = [&](Session& session) { return LoadRecord(session, query, {}); };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<ContactRecord> SqlContactStore::LoadAt(const ContactQuery& query, absl::Time at) {
  const auto read = [&](Session& session) -> absl::StatusOr<ContactRecord> {
    RETURN_IF_ERROR(session.Run(sql::kAwaitWriters).status());
    ASSIGN_OR_RETURN(const PastState state, StateAt(session, query, at));
    ASSIGN_OR_RETURN(const Rows past,
                     session.Run(sql::kLoadPast, {{"message_class", static_cast<int>(query.message_class)},
                                                  {"at", at},
                                                  {"customer_id", query.customer},
                                                  {"template_id", query.message_template},
                                                  {"channel", NumberOf(query.channel)},
                                                  {"purpose_id", query.purpose}}));
    ASSIGN_OR_RETURN(ContactRecord record, LoadRecord(session, query, {at, past[0].Text(7)}));
    SetPast(query, past[0], state, record);
    return record;
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<MailCounts> SqlContactStore::CountMails(std::string_view address_digest, absl::Time now) {
  const std::string digest(address_digest);
  const auto read = [&](Session& session) { return ReadMailCounts(session, {&digest, 1}, now); };
  ASSIGN_OR_RETURN(const auto counts, database_.InSession(read, Repeat::kOnce));
  return counts.at(digest);
}

absl::StatusOr<std::vector<std::string>> SqlContactStore::ListAddressable(const AddressablePage& page,
                                                                          absl::Time now) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<std::string>> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kListAddressable, {{"purpose_id", page.purpose},
                                                         {"channel", NumberOf(page.channel)},
                                                         {"after", page.after},
                                                         {"stale_before", StaleBefore(now)},
                                                         {"countries", page.countries.names},
                                                         {"elsewhere", page.countries.elsewhere},
                                                         {"limit", page.limit}}));
    return AllOf(rows, [](const Row& row) { return std::string(row.Text(0)); });
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<OptInCounts> SqlContactStore::CountOptIns(const OptInsAsked& asked, absl::Time now) {
  const auto read = [&](Session& session) -> absl::StatusOr<OptInCounts> {
    OptInCounts counts;
    ASSIGN_OR_RETURN(const Rows customers,
                     session.Run(sql::kCountCustomers, {{"channel", NumberOf(asked.channel)},
                                                        {"purpose_id", asked.purpose},
                                                        {"countries", asked.countries.names},
                                                        {"elsewhere", asked.countries.elsewhere},
                                                        {"stale_before", StaleBefore(now)}}));
    counts.active_customers = customers[0].Int(0);
    counts.confirmed_customers = customers[0].Int(1);
    ASSIGN_OR_RETURN(const Rows requests,
                     session.Run(sql::kCountOptIns,
                                 {{"channel", NumberOf(asked.channel)}, {"purpose_id", asked.purpose}}));
    counts.requests = requests[0].Int(0);
    counts.confirmed_requests = requests[0].Int(1);
    if (const auto median = requests[0].MaybeInt(2)) counts.median_to_confirm = absl::Microseconds(*median);
    return counts;
  };
  return database_.InSession(read, Repeat::kOnce);
}

}  // namespace bestand::consent
