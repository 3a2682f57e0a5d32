#include "services/scoring/work/covariate_work.h"

#include "common/error/error.h"
#include "services/scoring/domain/grouped_scorer.h"

namespace bestand::scoring {
namespace {

// The histories of the customers of each group, with the group's covariates.
absl::StatusOr<std::vector<CovariateGroup>> GroupedHistories(const GroupedData& grouped,
                                                             const HistoryColumns& counted) {
  const CovariateCoding& coding = grouped.coding;
  ASSIGN_OR_RETURN(const auto rows,
                   RowsByGroup(grouped.data.GroupsBy(coding), counted.repeats.size(), coding.groups()));
  std::vector<CovariateGroup> groups;
  for (size_t group = 0; group < rows.size(); ++group) {
    std::vector<int32_t> repeats, recency, age;
    for (const size_t row : rows[group]) {
      repeats.push_back(counted.repeats[row]);
      recency.push_back(counted.recency_days[row]);
      age.push_back(counted.age_days[row]);
    }
    ASSIGN_OR_RETURN(CompressedHistories histories, Compress(HistoryColumns{repeats, recency, age}));
    groups.push_back({coding.ValuesOf(group), std::move(histories)});
  }
  return groups;
}

}  // namespace

absl::StatusOr<CovariateFit> FitCovariates(ModelKind family, const GroupedData& grouped,
                                           const FitOptions& options) {
  const CountedHistories counted(grouped.clock, grouped.data.History(), grouped.data.Today());
  ASSIGN_OR_RETURN(const CompressedHistories all, Compress(counted.columns()));
  ASSIGN_OR_RETURN(std::vector<CovariateGroup> groups, GroupedHistories(grouped, counted.columns()));
  return FitGroups(family, all, std::move(groups), options);
}

std::vector<SeasonalModel> ModelsOf(const CovariateFit& fit, const CovariateCoding& coding,
                                    const SeasonalClock& clock) {
  std::vector<SeasonalModel> models;
  for (size_t group = 0; group < coding.groups(); ++group) {
    models.emplace_back(ModelFor(fit, coding.ValuesOf(group)), clock);
  }
  return models;
}

}  // namespace bestand::scoring
