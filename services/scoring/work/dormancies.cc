#include "services/scoring/work/dormancies.h"

#include "common/error/error.h"
#include "services/scoring/work/dormancy_facts.h"

namespace bestand::scoring {
absl::StatusOr<CustomerDormancy> Dormancies::Assess(std::string_view customer_id,
                                                    std::optional<int> horizon_days) const {
  ASSIGN_OR_RETURN(const FoundScore found, reader_.Find(customer_id));
  ASSIGN_OR_RETURN(const auto model, models_.Find(found.set->model_id));
  DormancyYardstick yardstick = model->yardstick;
  yardstick.horizon_days = horizon_days.value_or(found.set->settings.horizon_days);
  ASSIGN_OR_RETURN(Dormancy dormancy,
                   AssessDormancy(model->buying.model,
                                  DormancyFactsOf(found.score.summary, found.score.as_of_day), yardstick));
  return CustomerDormancy{found.score, std::move(dormancy), yardstick};
}

}  // namespace bestand::scoring
