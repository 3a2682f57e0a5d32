#include "services/consent/storage/contact_rows.h"

#include <sstream>
#include <string>

#include "common/error/error.h"
#include "common/time/clock.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

// Pairs of microseconds: of the contact, and of its reservation's end or 0.
std::vector<PastContact> ContactsOf(std::string_view text) {
  std::vector<PastContact> contacts;
  std::istringstream numbers{std::string(text)};
  for (int64_t time, until; numbers >> time >> until;) {
    contacts.push_back({FromMicros(time), until == 0 ? absl::InfiniteFuture() : FromMicros(until)});
  }
  return contacts;
}

OwnLimit OwnLimitOf(const Row& row, int first) {
  return {static_cast<int>(row.Int(first)), static_cast<int>(row.Int(first + 1))};
}

Frequency FrequencyOf(const Row& row) {
  return {PolicyOf(row, 27), ContactsOf(row.Text(37)), row.MaybeTime(36), OwnLimitOf(row, 39)};
}

ContactRecord RecordOf(const ContactQuery& query, const Row& row) {
  ContactRecord record;
  record.subject = MaybeSubject(query, row);
  record.purpose_known = row.Bool(5);
  record.template_known = row.Bool(6);
  record.template_approved = row.Bool(7);
  record.times = TimesOf(row, 8);
  record.address = row.Text(13);
  record.objections = {row.MaybeTime(14), row.MaybeTime(15)};
  record.log_size = row.Int(16);
  record.version = {row.Int(17), row.Time(18), row.Int(38)};
  record.grounds = {row.Bool(19), row.Bool(20), row.Bool(21), row.Bool(22), row.Bool(23), row.MaybeTime(24)};
  record.times.offline = row.MaybeTime(25);
  record.grounds.offline_address_digest = row.Bytes(26);
  record.frequency = FrequencyOf(row);
  return record;
}

}  // namespace

// Reads five columns from the first on: whether the customer is known, recipient, relation, contract,
// country.
std::optional<Subject> MaybeSubject(const ContactQuery& query, const Row& row) {
  if (!row.Bool(0)) return std::nullopt;
  return Subject{query.customer, static_cast<Recipient>(row.Int(1)), static_cast<Relation>(row.Int(2)),
                 row.Bool(3), std::string(row.Text(4))};
}

FrequencyPolicy PolicyOf(const Row& row, int first) {
  FrequencyPolicy policy;
  if (row.IsNull(first)) return policy;
  const auto number = [&](int column) { return static_cast<int>(row.Int(first + column)); };
  policy = {number(0), number(1), number(2), number(3), number(4), absl::Microseconds(row.Int(first + 5)),
            number(6), number(7)};
  // What is stored was loaded before; should the machine have forgotten the zone, UTC is what absl leaves.
  const std::string zone(row.Text(first + 8));
  if (!zone.empty()) absl::LoadTimeZone(zone, &policy.zone);
  return policy;
}

absl::StatusOr<absl::Time> TakeTurn(Session& session, std::string_view customer, absl::Time now) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kTakeTurn, {{"customer_id", customer}, {"now", now}}));
  return rows[0].Time(0);
}

absl::StatusOr<ContactRecord> LoadRecord(Session& session, const ContactQuery& query, const LoadedAs& as) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kLoadContact, {{"customer_id", query.customer},
                                                   {"channel", NumberOf(query.channel)},
                                                   {"channel_bit", BitOf(query.channel)},
                                                   {"message_class", static_cast<int>(query.message_class)},
                                                   {"purpose_id", query.purpose},
                                                   {"template_id", query.message_template},
                                                   {"template_category", as.template_category},
                                                   {"but_message", as.but_message},
                                                   {"at", as.of}}));
  if (rows.empty()) return absl::InternalError("the log has no head");
  return RecordOf(query, rows[0]);
}

}  // namespace bestand::consent
