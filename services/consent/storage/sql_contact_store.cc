#include "services/consent/storage/sql_contact_store.h"

#include "common/error/error.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/sql_log_writer.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

ContactRecord RecordOf(const ContactQuery& query, const Row& row) {
  ContactRecord record;
  if (row.Bool(0)) {
    record.subject = {query.customer, static_cast<Recipient>(row.Int(1)), static_cast<Relation>(row.Int(2)),
                      row.Bool(3)};
  }
  record.purpose_known = row.Bool(4);
  record.template_known = row.Bool(5);
  record.template_approved = row.Bool(6);
  record.times = TimesOf(row, 7);
  record.address = row.Text(12);
  record.objections = {row.MaybeTime(13), row.MaybeTime(14)};
  record.log_size = row.Int(15);
  record.version = {row.Int(16), row.Time(17)};
  return record;
}

}  // namespace

absl::StatusOr<ContactRecord> SqlContactStore::Load(const ContactQuery& query) {
  const auto read = [&](Session& session) -> absl::StatusOr<ContactRecord> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kLoadContact, {{"customer_id", query.customer},
                                                     {"channel", NumberOf(query.channel)},
                                                     {"channel_bit", BitOf(query.channel)},
                                                     {"message_class", static_cast<int>(query.message_class)},
                                                     {"purpose_id", query.purpose},
                                                     {"template_id", query.message_template}}));
    if (rows.empty()) return absl::InternalError("the log has no head");
    return RecordOf(query, rows[0]);
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<MailCounts> SqlContactStore::CountMails(std::string_view address_digest, absl::Time now) {
  const auto read = [&](Session& session) { return ReadMailCounts(session, address_digest, now); };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::vector<std::string>> SqlContactStore::ListAddressable(const AddressablePage& page,
                                                                          absl::Time now) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<std::string>> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kListAddressable, {{"purpose_id", page.purpose},
                                                         {"channel", NumberOf(page.channel)},
                                                         {"channel_bit", BitOf(page.channel)},
                                                         {"after", page.after},
                                                         {"stale_before", StaleBefore(now)},
                                                         {"limit", page.limit}}));
    return AllOf(rows, [](const Row& row) { return std::string(row.Text(0)); });
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<OptInCounts> SqlContactStore::CountOptIns(std::string_view purpose, Channel channel,
                                                         absl::Time now) {
  const auto read = [&](Session& session) -> absl::StatusOr<OptInCounts> {
    OptInCounts counts;
    ASSIGN_OR_RETURN(const Rows customers,
                     session.Run(sql::kCountCustomers, {{"channel", NumberOf(channel)},
                                                        {"channel_bit", BitOf(channel)},
                                                        {"purpose_id", purpose},
                                                        {"stale_before", StaleBefore(now)}}));
    counts.active_customers = customers[0].Int(0);
    counts.confirmed_customers = customers[0].Int(1);
    ASSIGN_OR_RETURN(const Rows requests, session.Run(sql::kCountOptIns, {{"channel", NumberOf(channel)},
                                                                          {"purpose_id", purpose}}));
    counts.requests = requests[0].Int(0);
    counts.confirmed_requests = requests[0].Int(1);
    if (const auto median = requests[0].MaybeInt(2)) counts.median_to_confirm = absl::Microseconds(*median);
    return counts;
  };
  return database_.InSession(read, Repeat::kOnce);
}

}  // namespace bestand::consent
