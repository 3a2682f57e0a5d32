#include "services/consent/storage/frequency/sql_wish_store.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/error/error.h"
#include "services/consent/storage/contact_rows.h"
#include "services/consent/storage/erased.h"
#include "services/consent/storage/log_appender.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Rows;
using storage::Session;

absl::Status CheckNotHandedOutOften(Session& session, const std::string& customer, absl::Time now) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kCountHandedOut, {{"customer_id", customer},
                                                                       {"after", now - absl::Hours(24)}}));
  if (rows[0].Int(0) < kMostHandedOut) return absl::OkStatus();
  return Failure(
      absl::StatusCode::kResourceExhausted, "HANDED_OUT_OFTEN",
      "All that is held about the person was handed out several times today; come again tomorrow.");
}

}  // namespace

absl::StatusOr<int64_t> SqlWishStore::Record(const Wisher& wisher, EventKind kind, PayloadFields fields,
                                             Write write) {
  ASSIGN_OR_RETURN(const std::string digest, DigestOfCustomer(address_key_, wisher.customer));
  for (const auto& field : FieldsOf(wisher.circumstances)) fields.push_back(field);
  const NewEvent event{kind, wisher.customer, std::nullopt, "", 0, "", EncodePayload(fields)};
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<int64_t> {
    // Before anything is written: what failed later could not be taken for done.
    const absl::Status known = CheckNotErased(session, {&digest, 1});
    if (wisher.by_link && ReasonOf(known) == "ERASED") return 0;
    RETURN_IF_ERROR(known);
    // Whoever reserves a place now is through, or sees the wish.
    RETURN_IF_ERROR(TakeTurn(session, wisher.customer, means_.clock.Now()).status());
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means_));
    RETURN_IF_ERROR(CheckNotErased(session, {&digest, 1}));
    RETURN_IF_ERROR(write(session, log));
    RETURN_IF_ERROR(log.Append({&event, 1}));
    return log.size();
  });
}

absl::StatusOr<int64_t> SqlWishStore::Pause(const Wisher& wisher, std::optional<absl::Time> until) {
  // The end of a pause lies before every clock.
  const absl::Time end = until.value_or(absl::UnixEpoch());
  const std::string text =
      until.has_value() ? absl::FormatTime(absl::RFC3339_full, end, absl::UTCTimeZone()) : "now";
  return Record(wisher, EventKind::kPaused, {{"until", text}}, [&](Session& session, const LogAppender& log) {
    return session
        .Run(sql::kAddPause, {{"customer_id", wisher.customer}, {"now", log.now()}, {"until_time", end}})
        .status();
  });
}

absl::StatusOr<int64_t> SqlWishStore::Limit(const Wisher& wisher, const OwnLimit& limit) {
  const std::string contacts = std::to_string(limit.contacts), days = std::to_string(limit.days);
  return Record(wisher, EventKind::kLimitChosen, {{"contacts", contacts}, {"days", days}},
                [&](Session& session, const LogAppender& log) {
                  return session
                      .Run(sql::kAddOwnLimit, {{"customer_id", wisher.customer},
                                               {"now", log.now()},
                                               {"contacts", limit.contacts},
                                               {"days", limit.days}})
                      .status();
                });
}

absl::StatusOr<int64_t> SqlWishStore::HandOut(const Wisher& wisher) {
  return Record(wisher, EventKind::kHandedOut, {}, [&](Session& session, const LogAppender& log) {
    return CheckNotHandedOutOften(session, wisher.customer, log.now());
  });
}

absl::Status SqlWishStore::CheckHandedOut(std::string_view customer, int64_t log_index) {
  const absl::Time after = means_.clock.Now() - kHandedOutWithin;
  const auto read = [&](Session& session) {
    return session.Run(sql::kFindHandedOut,
                       {{"customer_id", customer}, {"log_index", log_index}, {"after", after}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(read, storage::Repeat::kOnce));
  if (!rows.empty()) return absl::OkStatus();
  return Failure(absl::StatusCode::kNotFound, "LOG_INDEX_UNKNOWN",
                 absl::StrCat("Event ", log_index,
                              " is no wish of this person's to be given all that is held, or is too old."),
                 {{"log_index", absl::StrCat(log_index)}});
}

}  // namespace bestand::consent
