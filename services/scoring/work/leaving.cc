#include "services/scoring/work/leaving.h"

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

absl::Status Count(const std::vector<GivenReason>& given, ScoreReader& scores, ReasonCounts& counts) {
  std::vector<std::string> ids;
  for (const GivenReason& one : given) ids.push_back(one.customer_id);
  auto found = scores.FindMany(ids);
  const bool no_set = ReasonOf(found.status()) == "NO_SCORES";
  if (!found.ok() && !no_set) return found.status();
  for (size_t i = 0; i < given.size(); ++i) {
    ReasonGroup group{.companies = given[i].company};
    if (!no_set && found->scores[i]) group.state = static_cast<int>(found->scores[i]->state);
    counts.Add(group, given[i].reason, given[i].customer_id);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<CountedReason>> CountGivenReasons(GivenReasonSource& source, ScoreReader& scores,
                                                             std::optional<absl::Time> since) {
  ReasonCounts counts;
  RETURN_IF_ERROR(source.StreamGivenReasons(since, [&](const std::vector<GivenReason>& given) {
    return given.empty() ? absl::OkStatus() : Count(given, scores, counts);
  }));
  return counts.Counts();
}

}  // namespace bestand::scoring
