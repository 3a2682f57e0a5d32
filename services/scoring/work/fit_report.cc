#include "services/scoring/work/fit_report.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/scoring/domain/grouped_scorer.h"

namespace bestand::scoring {
namespace {

constexpr size_t kRowsAtOnce = 65'536;

std::vector<uint8_t> GroupsOf(const FittedModel& model, const FitData& data) {
  if (model.UsesCovariates()) return data.GroupsBy(model.covariates->coding);
  return std::vector<uint8_t>(data.repeats.size(), 0);
}

// The customers of each group with the group's model, counted on its clock or by the calendar.
absl::StatusOr<std::vector<TrackedGroup>> GroupsOf(const TrackedTime& time, std::span<const int32_t> ages) {
  ASSIGN_OR_RETURN(const auto rows, RowsByGroup(time.groups, ages.size(), time.models.size()));
  std::vector<TrackedGroup> groups;
  for (size_t group = 0; group < rows.size(); ++group) {
    std::vector<int32_t> members;
    for (const size_t row : rows[group]) members.push_back(ages[row]);
    groups.push_back({time.models[group], CohortsOf(members)});
  }
  return groups;
}

void Add(const RepeatCounts& some, RepeatCounts& all) {
  if (all.expected.empty()) all = {some.actual, std::vector<double>(some.expected.size(), 0)};
  for (size_t i = 0; i < some.expected.size(); ++i) all.expected[i] += some.expected[i];
}

absl::StatusOr<std::vector<double>> ValuesToCome(const FittedModel& model, const FitData& data) {
  ASSIGN_OR_RETURN(GroupedScorer scorer, GroupedScorer::Make(model.Models(), model.spending, {}));
  std::vector<double> values;
  values.reserve(data.repeats.size());
  const std::vector<int32_t> today = data.Today();
  const std::vector<uint8_t> groups = GroupsOf(model, data);
  ScoreColumns scores;
  for (size_t from = 0; from < data.repeats.size(); from += kRowsAtOnce) {
    const size_t rows = std::min(kRowsAtOnce, data.repeats.size() - from);
    const auto part = [&](const auto& column) { return std::span(column).subspan(from, rows); };
    RETURN_IF_ERROR(scorer.Score(
        {{{part(data.repeats), part(data.recency_days), part(data.age_days)}, part(data.mean_value)},
         part(today)},
        part(groups), scores));
    values.insert(values.end(), scores.clv_60_months.begin(), scores.clv_60_months.end());
  }
  return values;
}

absl::Status AddGrid(const FittedModel& model, const FitData& data, ModelReport& report) {
  const GridTerms terms{.age_days = std::max(data.as_of_day - data.early_day, 1),
                        .horizon_days = model.yardstick.horizon_days,
                        .most_repeats = UsualMostRepeats(data.repeats)};
  ASSIGN_OR_RETURN(report.grid, FillGrid(model.buying.model, terms));
  return absl::OkStatus();
}

}  // namespace

absl::Status AddTracking(const TrackedTime& time, ModelReport& report) {
  const CountedHistories counted(time.models.front().clock, time.data.History(), time.data.Today());
  ASSIGN_OR_RETURN(const auto on_clock, GroupsOf(time, counted.columns().age_days));
  for (const TrackedGroup& group : on_clock) {
    ASSIGN_OR_RETURN(const RepeatCounts some,
                     CountRepeats(group.model.model, time.data.repeats, group.cohorts));
    Add(some, report.repeats);
  }
  if (time.repeats.days.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto groups, GroupsOf(time, time.data.age_days));
  ASSIGN_OR_RETURN(report.tracking, Track(groups, time.repeats, {time.data.as_of_day, time.end_day}));
  return absl::OkStatus();
}

absl::Status AddScores(const FittedModel& model, const FitData& data, ModelReport& report) {
  RETURN_IF_ERROR(AddGrid(model, data, report));
  if (model.spending_fit) {
    ASSIGN_OR_RETURN(report.values, CountValues(model.spending, {data.repeats, data.mean_value}));
  }
  ASSIGN_OR_RETURN(report.so_far, SummarisePortfolio(data.total_value));
  ASSIGN_OR_RETURN(const std::vector<double> to_come, ValuesToCome(model, data));
  ASSIGN_OR_RETURN(report.to_come, SummarisePortfolio(to_come));
  return absl::OkStatus();
}

}  // namespace bestand::scoring
