#include "services/consent/storage/erasure/ground_retention.h"

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "common/error/error.h"
#include "services/consent/storage/erasure/retention.h"
#include "services/consent/storage/log_appender.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

// Grounds whose time is over, as columns.
struct Expired {
  std::vector<NewEvent> events;
  std::vector<std::string> customers, grounds;
  std::vector<int64_t> places;  // of the events about them
};

// Their events share a chain with objections, which stay: so it is said which of them are meant.
void Add(const Row& row, Expired& expired) {
  const std::string customer(row.Text(0)), places(row.Text(4));
  for (const absl::string_view place : absl::StrSplit(places, ' ', absl::SkipEmpty())) {
    if (int64_t number = 0; absl::SimpleAtoi(place, &number)) expired.places.push_back(number);
  }
  expired.customers.push_back(customer);
  expired.grounds.emplace_back(row.Text(1));
  expired.events.push_back({EventKind::kExpired, customer, ChannelOf(row.Int(2)), std::string(row.Text(3)), 0,
                            "", EncodePayload({{"rule", "ground"}, {"events", places}})});
}

absl::StatusOr<Rows> ListDue(Session& session, absl::Time now, const RetentionRules& rules, int64_t limit) {
  return session.Run(sql::kListOldGrounds,
                     {{"before", FirstDayKept(now, rules.years_after_ground)}, {"limit", limit}});
}

}  // namespace

absl::StatusOr<int64_t> ExpireGrounds(Session& session, const LogMeans& means, const RetentionRules& rules) {
  // Most of the time nothing is due: that is found before anybody has to wait for the end of the log.
  ASSIGN_OR_RETURN(const Rows any, ListDue(session, means.clock.Now(), rules, 1));
  if (any.empty()) return 0;
  ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means));
  ASSIGN_OR_RETURN(const Rows due, ListDue(session, log.now(), rules, kStep));
  if (due.empty()) return 0;
  Expired expired;
  for (const Row row : due) Add(row, expired);
  RETURN_IF_ERROR(log.Append(expired.events));
  RETURN_IF_ERROR(session.Run(sql::kShredEvents, {{"log_indexes", expired.places}}).status());
  RETURN_IF_ERROR(
      session.Run(sql::kRemoveGrounds, {{"customer_ids", expired.customers}, {"ground_ids", expired.grounds}})
          .status());
  return due.size();
}

}  // namespace bestand::consent
