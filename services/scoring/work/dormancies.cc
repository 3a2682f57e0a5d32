#include "services/scoring/work/dormancies.h"

#include "common/error/error.h"
#include "services/scoring/work/dormancy_facts.h"

namespace bestand::scoring {
namespace {

// What all customers of a set are measured by.
struct Measure {
  std::vector<SeasonalModel> models;  // of the groups
  DormancyYardstick yardstick;
};

absl::StatusOr<Measure> MeasureOf(const ScoreSet& set, ModelStore& models, std::optional<int> horizon_days) {
  ASSIGN_OR_RETURN(const auto model, models.Find(set.model_id));
  Measure measure{model->Models(), model->yardstick};
  measure.yardstick.horizon_days = horizon_days.value_or(set.settings.horizon_days);
  return measure;
}

absl::Status GroupUnknown() {
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "A score belongs to no group of its model; run a scoring job.");
}

absl::StatusOr<CustomerDormancy> AssessBy(const Measure& measure, CustomerScore score) {
  const DormancyFacts facts = DormancyFactsOf(score.summary, score.as_of_day);
  if (score.group >= measure.models.size()) return GroupUnknown();
  ASSIGN_OR_RETURN(Dormancy dormancy, AssessDormancy(measure.models[score.group], facts, measure.yardstick));
  return CustomerDormancy{std::move(score), std::move(dormancy), measure.yardstick};
}

}  // namespace

absl::StatusOr<CustomerDormancy> Dormancies::Assess(std::string_view customer_id,
                                                    std::optional<int> horizon_days) const {
  ASSIGN_OR_RETURN(FoundScore found, reader_.Find(customer_id));
  ASSIGN_OR_RETURN(const Measure measure, MeasureOf(*found.set, models_, horizon_days));
  const std::string id(customer_id);
  ASSIGN_OR_RETURN(const auto behaviours, behaviours_.FindBehaviours({&id, 1}, found.set->counted_until()));
  found.score.summary.behaviour = behaviours[0];
  return AssessBy(measure, std::move(found.score));
}

absl::StatusOr<std::vector<absl::StatusOr<CustomerDormancy>>> Dormancies::AssessMany(
    std::span<const std::string> customer_ids, std::optional<int> horizon_days) const {
  ASSIGN_OR_RETURN(FoundScores found, reader_.FindMany(customer_ids));
  ASSIGN_OR_RETURN(const Measure measure, MeasureOf(*found.set, models_, horizon_days));
  ASSIGN_OR_RETURN(const auto behaviours,
                   behaviours_.FindBehaviours(customer_ids, found.set->counted_until()));
  std::vector<absl::StatusOr<CustomerDormancy>> results;
  for (size_t i = 0; i < customer_ids.size(); ++i) {
    if (!found.scores[i]) {
      results.emplace_back(ScoreUnknown(customer_ids[i]));
      continue;
    }
    found.scores[i]->summary.behaviour = behaviours[i];
    results.push_back(AssessBy(measure, *std::move(found.scores[i])));
  }
  return results;
}

}  // namespace bestand::scoring
