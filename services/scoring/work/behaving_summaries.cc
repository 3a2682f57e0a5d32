#include "services/scoring/work/behaving_summaries.h"

#include <algorithm>
#include <unordered_map>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr int kBucketsASlice = 16;

}  // namespace

absl::Status BehavingSummaries::Stream(const SummaryQuery& query,
                                       absl::FunctionRef<absl::Status(const SummaryChunk&)> take) {
  SummaryQuery slice = query;
  while (slice.first_bucket < query.end_bucket) {
    slice.end_bucket = std::min(slice.first_bucket + kBucketsASlice, query.end_bucket);
    RETURN_IF_ERROR(StreamSlice(slice, take));
    slice.first_bucket = slice.end_bucket;
  }
  return absl::OkStatus();
}

absl::Status BehavingSummaries::StreamSlice(const SummaryQuery& slice,
                                            absl::FunctionRef<absl::Status(const SummaryChunk&)> take) {
  std::unordered_map<std::string, Behaviour> known;
  RETURN_IF_ERROR(behaviours_.StreamBehaviours({slice.as_of_day, slice.first_bucket, slice.end_bucket},
                                               [&](const BehaviourChunk& chunk) {
                                                 for (size_t i = 0; i < chunk.behaviours.size(); ++i) {
                                                   known[chunk.customer_ids[i]] = chunk.behaviours[i];
                                                 }
                                                 return absl::OkStatus();
                                               }));
  return summaries_.Stream(slice, [&](const SummaryChunk& chunk) {
    SummaryChunk behaving = chunk;
    for (Summary& summary : behaving.summaries) {
      const auto found = known.find(summary.customer_id);
      if (found != known.end()) summary.behaviour = found->second;
    }
    return take(behaving);
  });
}

absl::StatusOr<std::vector<std::optional<Summary>>> BehavingSummaries::Find(
    std::span<const std::string> customer_ids, const FindTerms& terms) {
  ASSIGN_OR_RETURN(auto summaries, summaries_.Find(customer_ids, terms));
  ASSIGN_OR_RETURN(const auto behaviours, behaviours_.FindBehaviours(customer_ids, terms.as_of_day));
  for (size_t i = 0; i < summaries.size() && i < behaviours.size(); ++i) {
    if (summaries[i]) summaries[i]->behaviour = behaviours[i];
  }
  return summaries;
}

}  // namespace bestand::scoring
