#include "services/consent/work/time_stamps/time_stamp_worker.h"

#include <algorithm>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

// How often it is looked whether there is something to stamp.
constexpr absl::Duration kLook = absl::Minutes(1);

absl::Status Contradicted(const StampedCheckpoint& last) {
  return Failure(absl::StatusCode::kDataLoss, "LOG_CONTRADICTED",
                 "The log does not begin with the " + std::to_string(last.checkpoint.size) +
                     " events that were stamped with the time. It was set back or rewritten: keep a copy "
                     "and look.");
}

// Returns the newest checkpoint, which begins with the last that was stamped.
absl::StatusOr<tlog::Checkpoint> CheckpointAfter(const std::optional<StampedCheckpoint>& last,
                                                 EvidenceStore& evidence) {
  const int64_t seen = last.has_value() ? last->checkpoint.size : 0;
  const auto shown = evidence.ProveConsistency(seen);
  if (ReasonOf(shown.status()) == "LOG_INDEX_UNKNOWN") return Contradicted(*last);
  if (!shown.ok()) return shown.status();
  const auto newest = tlog::OpenCheckpoint(shown->checkpoint, evidence.public_key());
  if (!newest.has_value()) return absl::InternalError("the log has no checkpoint under its key");
  if (seen == 0) return *newest;
  const tlog::Checkpoint& then = last->checkpoint;
  if (!tlog::VerifyConsistency({then.size, newest->size, then.root, newest->root}, shown->hashes)) {
    return Contradicted(*last);
  }
  return *newest;
}

}  // namespace

TimeStampWorker::TimeStampWorker(TimeStampSettings settings, Parts parts)
    : settings_(std::move(settings)),
      parts_(std::move(parts)),
      rounds_(
          [this](const auto&) {
            const auto asked = AskOnce(settings_, parts_);
            if (!asked.ok()) return parts_.tell(asked.status());
            if (*asked) parts_.tell(absl::OkStatus());
          },
          std::chrono::milliseconds(absl::ToInt64Milliseconds(std::min(settings_.interval, kLook)))) {
  rounds_.Start();
}

absl::StatusOr<bool> TimeStampWorker::AskOnce(const TimeStampSettings& settings, const Parts& parts) {
  ASSIGN_OR_RETURN(const auto last, parts.stamps.Newest());
  if (last.has_value()) parts.show(*last);
  ASSIGN_OR_RETURN(const tlog::Checkpoint newest, CheckpointAfter(last, parts.evidence));
  if (newest.size == (last.has_value() ? last->checkpoint.size : 0)) return false;
  if (last.has_value() && parts.clock.Now() < last->time + settings.interval) return false;
  ASSIGN_OR_RETURN(const StampedCheckpoint stamped, StampWithTime(parts.post, settings, newest, parts.clock));
  RETURN_IF_ERROR(parts.stamps.Add(stamped));
  parts.show(stamped);
  return true;
}

}  // namespace bestand::consent
