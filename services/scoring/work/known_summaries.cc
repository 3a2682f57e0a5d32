#include "services/scoring/work/known_summaries.h"

#include <algorithm>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr size_t kMostIds = 1000;

}  // namespace

absl::Status KnownSummaries::Stream(const SummaryQuery& query,
                                    absl::FunctionRef<absl::Status(const SummaryChunk&)> take) {
  if (!query.traits) return summaries_.Stream(query, take);
  return summaries_.Stream(query, [&](const SummaryChunk& chunk) -> absl::Status {
    SummaryChunk known = chunk;
    RETURN_IF_ERROR(AddTraits(known.summaries));
    return take(known);
  });
}

absl::StatusOr<std::vector<std::optional<Summary>>> KnownSummaries::Find(
    std::span<const std::string> customer_ids, const FindTerms& terms) {
  ASSIGN_OR_RETURN(auto found, summaries_.Find(customer_ids, terms));
  if (!terms.traits) return found;
  ASSIGN_OR_RETURN(const std::vector<Traits> traits, traits_.FindTraits(customer_ids));
  for (size_t i = 0; i < found.size() && i < traits.size(); ++i) {
    if (found[i]) found[i]->traits = traits[i];
  }
  return found;
}

absl::Status KnownSummaries::AddTraits(std::span<Summary> summaries) {
  for (size_t from = 0; from < summaries.size(); from += kMostIds) {
    const std::span<Summary> some = summaries.subspan(from, std::min(kMostIds, summaries.size() - from));
    std::vector<std::string> ids;
    for (const Summary& summary : some) ids.push_back(summary.customer_id);
    ASSIGN_OR_RETURN(std::vector<Traits> traits, traits_.FindTraits(ids));
    for (size_t i = 0; i < some.size() && i < traits.size(); ++i) some[i].traits = std::move(traits[i]);
  }
  return absl::OkStatus();
}

}  // namespace bestand::scoring
