#include "services/scoring/work/set_filler.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/scoring/work/fit_data.h"

namespace bestand::scoring {

absl::Status SetFiller::Take(const SummaryChunk& chunk) {
  if (parts_.job.Cancelled()) return Stopped();
  if (chunk.summaries.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckCurrency(chunk.currency.code, parts_.currency));
  waiting_.insert(waiting_.end(), chunk.summaries.begin(), chunk.summaries.end());
  return waiting_.size() < parts_.rows_at_once ? absl::OkStatus() : WriteBefore(chunk.bucket);
}

absl::Status SetFiller::Finish() { return WriteBefore(kBuckets); }

absl::Status SetFiller::WriteBefore(int end_bucket) {
  const auto end = std::find_if(waiting_.begin(), waiting_.end(), [&](const Summary& summary) {
    return BucketOf(summary.customer_id) >= end_bucket;
  });
  const auto rows = static_cast<size_t>(end - waiting_.begin());
  if (rows == 0) return absl::OkStatus();
  RETURN_IF_ERROR(WriteRows(rows, {end_bucket, place_.scored + static_cast<int64_t>(rows)}));
  waiting_.erase(waiting_.begin(), end);
  Report();
  return absl::OkStatus();
}

absl::Status SetFiller::WriteRows(size_t rows, const ScoringPlace& next) {
  const std::span<const Summary> ready(waiting_.data(), rows);
  ASSIGN_OR_RETURN(const auto scores, parts_.scorer.Score(ready, parts_.set.as_of_day, parts_.now));
  RETURN_IF_ERROR(
      parts_.writer.Write(parts_.set, scores, [&] { return parts_.job.Checkpoint(Encode(next)); }));
  place_ = next;
  return absl::OkStatus();
}

void SetFiller::Report() const {
  parts_.job.Report({.done = place_.scored,
                     .total = std::max(parts_.expected_rows, place_.scored),
                     .unit = "customers",
                     .activity = "Scoring customers"});
}

}  // namespace bestand::scoring
