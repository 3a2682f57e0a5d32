#pragma once

#include "services/scoring/work/behaviour_source.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// Purchase summaries with the behaviour of each customer. Threads may share it.
class BehavingSummaries : public SummarySource {
 public:
  BehavingSummaries(SummarySource& summaries, BehaviourSource& behaviours)
      : summaries_(summaries), behaviours_(behaviours) {}

  // Holds the behaviours of 16 buckets at a time in memory: of a 64th of all customers, 150 bytes each.
  absl::Status Stream(const SummaryQuery& query,
                      absl::FunctionRef<absl::Status(const SummaryChunk&)> take) override;
  absl::StatusOr<PurchaseSpan> Span() override { return summaries_.Span(); }
  absl::StatusOr<std::vector<std::optional<Summary>>> Find(std::span<const std::string> customer_ids,
                                                           const FindTerms& terms) override;

 private:
  absl::Status StreamSlice(const SummaryQuery& slice,
                           absl::FunctionRef<absl::Status(const SummaryChunk&)> take);

  SummarySource& summaries_;
  BehaviourSource& behaviours_;
};

}  // namespace bestand::scoring
