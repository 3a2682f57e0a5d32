#pragma once

#include "services/scoring/work/summaries.h"
#include "services/scoring/work/traits.h"

namespace bestand::scoring {

// Purchase summaries with the traits of each customer, where they are asked for: one call more a chunk.
// Threads may share it.
class KnownSummaries : public SummarySource {
 public:
  KnownSummaries(SummarySource& summaries, TraitSource& traits) : summaries_(summaries), traits_(traits) {}

  absl::Status Stream(const SummaryQuery& query,
                      absl::FunctionRef<absl::Status(const SummaryChunk&)> take) override;
  absl::StatusOr<PurchaseSpan> Span() override { return summaries_.Span(); }
  absl::StatusOr<std::vector<std::optional<Summary>>> Find(std::span<const std::string> customer_ids,
                                                           const FindTerms& terms) override;

 private:
  absl::Status AddTraits(std::span<Summary> summaries);

  SummarySource& summaries_;
  TraitSource& traits_;
};

}  // namespace bestand::scoring
