#include "services/scoring/domain/grouped_scorer.h"

#include <utility>

#include "common/error/error.h"
#include "services/scoring/domain/picked_rows.h"

namespace bestand::scoring {

absl::StatusOr<GroupedScorer> GroupedScorer::Make(std::span<const SeasonalModel> models,
                                                  const GammaGamma& spending, const ScoreTerms& terms) {
  std::vector<SeasonalScorer> scorers;
  for (const SeasonalModel& model : models) {
    ASSIGN_OR_RETURN(SeasonalScorer scorer, SeasonalScorer::Make(model, spending, terms));
    scorers.push_back(std::move(scorer));
  }
  return GroupedScorer(std::move(scorers));
}

absl::Status GroupedScorer::Score(const SeenColumns& seen, std::span<const uint8_t> groups,
                                  ScoreColumns& scores) {
  if (scorers_.size() == 1) return scorers_[0].Score(seen, scores);
  RETURN_IF_ERROR(CheckRows(seen));
  ASSIGN_OR_RETURN(const auto rows, RowsByGroup(groups, seen.today.size(), scorers_.size()));
  scores.Resize(seen.today.size());
  ScoreColumns some;
  for (size_t group = 0; group < scorers_.size(); ++group) {
    if (rows[group].empty()) continue;
    const PickedRows picked(seen, rows[group]);
    RETURN_IF_ERROR(scorers_[group].Score(picked.columns(), some));
    picked.Put(some, scores);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::vector<size_t>>> RowsByGroup(std::span<const uint8_t> groups, size_t rows,
                                                             size_t group_count) {
  std::vector<std::vector<size_t>> by_group(group_count);
  bool known = groups.size() == rows;
  for (size_t row = 0; known && row < rows; ++row) {
    known = groups[row] < group_count;
    if (known) by_group[groups[row]].push_back(row);
  }
  if (known) return by_group;
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                 "A customer belongs to no group of the model; score all customers anew.");
}

}  // namespace bestand::scoring
