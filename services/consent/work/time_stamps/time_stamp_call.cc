#include "services/consent/work/time_stamps/time_stamp_call.h"

#include "common/error/error.h"
#include "common/time_stamps/time_stamp.h"

namespace bestand::consent {
namespace {

constexpr long kOk = 200, kTooMany = 429, kServerError = 500;
constexpr absl::Duration kFarOff = absl::Hours(1);

absl::Status Failed(absl::StatusCode code, std::string_view reason, const std::string& url,
                    const std::string& what) {
  return Failure(code, reason, url + " " + what, {{"url", url}});
}

absl::Status Invalid(const std::string& url, const std::string& what) {
  return Failed(absl::StatusCode::kInternal, "ANCHOR_ANSWER_INVALID", url,
                "gives no valid time stamp: " + what + "; look at its address and at time_stamp_ca_file.");
}

absl::Status Refused(const std::string& url, const std::string& what) {
  return Failed(absl::StatusCode::kFailedPrecondition, "ANCHOR_REFUSED", url,
                "stamps nothing: " + what + "; ask who runs it.");
}

// Why there is no stamp, whatever the answer's body says.
absl::Status Unanswered(const std::string& url, long status) {
  const std::string said = "it answers with status " + std::to_string(status);
  if (status != kTooMany && status < kServerError) return Refused(url, said);
  return Failed(absl::StatusCode::kUnavailable, "ANCHOR_AWAY", url, "stamps nothing now: " + said + ".");
}

}  // namespace

absl::StatusOr<StampedCheckpoint> StampWithTime(const HttpPost& post, const TimeStampSettings& settings,
                                                const tlog::Checkpoint& checkpoint, const Clock& clock) {
  const std::string& url = settings.url;
  ASSIGN_OR_RETURN(const std::string query, time_stamps::NewQuery(checkpoint.ToText()));
  ASSIGN_OR_RETURN(HttpAnswer answer, post({url, "application/timestamp-query", query}));
  if (answer.status != kOk) return Unanswered(url, answer.status);
  const auto time = time_stamps::TimeInAnswer(query, answer.body, settings.ca_file);
  if (!ReasonOf(time.status()).empty()) return time.status();
  if (absl::IsFailedPrecondition(time.status())) return Refused(url, std::string(MessageOf(time.status())));
  if (!time.ok()) return Invalid(url, std::string(MessageOf(time.status())));
  if (absl::AbsDuration(*time - clock.Now()) >= kFarOff) {
    return Invalid(url, "its clock, or this machine's, is an hour or more off");
  }
  return StampedCheckpoint{checkpoint, std::move(answer.body), *time, {}};
}

}  // namespace bestand::consent
