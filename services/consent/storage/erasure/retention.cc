#include "services/consent/storage/erasure/retention.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/error/error.h"
#include "services/consent/domain/staleness.h"
#include "services/consent/storage/erasure/ground_retention.h"
#include "services/consent/storage/log_appender.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;
using storage::Statement;

// Consents whose time is over, as columns.
struct Expired {
  std::vector<NewEvent> events;
  std::vector<std::string> customers, purposes;
  std::vector<int> channels;
};

// With all that the state can be worked out from again.
void Add(const Row& row, Expired& expired) {
  const std::optional<absl::Time> withdrawn = row.MaybeTime(4);
  const std::string time =
      withdrawn.has_value() ? absl::FormatTime(absl::RFC3339_full, *withdrawn, absl::UTCTimeZone()) : "";
  const std::string consent(row.Text(3));
  const auto payload =
      withdrawn.has_value()
          ? EncodePayload({{"rule", "withdrawn"}, {"consent", consent}, {"withdraw_time", time}})
          : EncodePayload({{"rule", "unconfirmed"}});
  expired.customers.emplace_back(row.Text(0));
  expired.channels.push_back(static_cast<int>(row.Int(1)));
  expired.purposes.emplace_back(row.Text(2));
  expired.events.push_back({EventKind::kExpired, expired.customers.back(), ChannelOf(row.Int(1)),
                            expired.purposes.back(), 0, "", payload});
}

absl::Status Expire(Session& session, LogAppender& log, const Rows& due, const Statement& consents) {
  Expired expired;
  for (const Row row : due) Add(row, expired);
  const int64_t before = log.size();
  RETURN_IF_ERROR(log.Append(expired.events));
  RETURN_IF_ERROR(session
                      .Run(sql::kShredChains, {{"customer_ids", expired.customers},
                                               {"channels", expired.channels},
                                               {"purpose_ids", expired.purposes},
                                               {"before", before}})
                      .status());
  for (const Statement& statement : {sql::kRemoveExpiredRequests, sql::kRemoveExpiredImports, consents}) {
    RETURN_IF_ERROR(session
                        .Run(statement, {{"customer_ids", expired.customers},
                                         {"channels", expired.channels},
                                         {"purpose_ids", expired.purposes}})
                        .status());
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> ExpireUnconfirmed(Session& session, const LogMeans& means,
                                          const RetentionRules& rules) {
  ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means));
  ASSIGN_OR_RETURN(
      const Rows due,
      session.Run(sql::kListUnconfirmed, {{"before", log.now() - rules.unconfirmed}, {"limit", kStep}}));
  if (due.empty()) return 0;
  RETURN_IF_ERROR(Expire(session, log, due, sql::kRemoveUnconfirmed));
  return due.size();
}

// Nothing may rest on them, so that they go sooner.
absl::StatusOr<int64_t> ExpireUnproven(Session& session, const LogMeans& means, const RetentionRules& rules) {
  ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means));
  ASSIGN_OR_RETURN(const Rows due, session.Run(sql::kListOldUnproven,
                                               {{"before", log.now() - rules.unproven}, {"limit", kStep}}));
  if (due.empty()) return 0;
  RETURN_IF_ERROR(Expire(session, log, due, sql::kRemoveUnconfirmed));
  return due.size();
}

absl::StatusOr<int64_t> ExpireWithdrawn(Session& session, const LogMeans& means,
                                        const RetentionRules& rules) {
  ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means));
  ASSIGN_OR_RETURN(
      const Rows due,
      session.Run(sql::kListWithdrawn, {{"before", FirstDayKept(log.now(), rules.years_after_withdrawal)},
                                        {"phone", NumberOf(Channel::kPhone)},
                                        {"used_before", YearsFrom(log.now(), -rules.years_after_use)},
                                        {"limit", kStep}}));
  if (due.empty()) return 0;
  RETURN_IF_ERROR(Expire(session, log, due, sql::kReduceWithdrawn));
  return due.size();
}

}  // namespace

absl::Time FirstDayKept(absl::Time now, int years) {
  const absl::CivilYear year(absl::ToCivilYear(now, absl::UTCTimeZone()) - years);
  return absl::FromCivil(year, absl::UTCTimeZone());
}

absl::StatusOr<int64_t> ExpireConsents(storage::Database& database, const LogMeans& means,
                                       const RetentionRules& rules) {
  int64_t all = 0;
  for (const auto step : {ExpireUnconfirmed, ExpireUnproven, ExpireWithdrawn, ExpireGrounds}) {
    for (int64_t expired = kStep; expired == kStep; all += expired) {
      ASSIGN_OR_RETURN(expired,
                       database.InTransaction([&](Session& session) { return step(session, means, rules); }));
    }
  }
  return all;
}

}  // namespace bestand::consent
