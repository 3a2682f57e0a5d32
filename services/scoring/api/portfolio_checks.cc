#include "common/validate/violations.h"
#include "services/scoring/api/checks.h"

namespace bestand::scoring {

absl::Status Check(const v1::SimulateBudgetRequest& request) {
  Violations found;
  found.UnlessNameOrEmpty("purpose", request.purpose(), "purposes/*");
  found.UnlessMoney("contact_cost", request.contact_cost(), Sign::kPositive);
  if (request.has_wake_rate()) {
    found.UnlessInRange("wake_rate", request.wake_rate(), 0, 1);
    found.Unless(request.wake_rate() != 0, "wake_rate", "must be above 0");
  }
  if (request.has_repeat_effect()) found.UnlessInRange("repeat_effect", request.repeat_effect(), 0, 1);
  if (request.has_max_contacts()) {
    found.UnlessInRange("max_contacts", int64_t{request.max_contacts()}, 1, 12);
  }
  found.UnlessAtMost("budgets", request.budgets_size(), 50);
  for (int i = 0; i < request.budgets_size(); ++i) {
    const std::string field = Indexed("budgets", i);
    found.UnlessMoney(field, request.budgets(i), Sign::kNotNegative);
    found.Unless(request.budgets(i).currency_code() == request.contact_cost().currency_code(), field,
                 "must be in the currency of contact_cost");
  }
  return found.ToStatus();
}

}  // namespace bestand::scoring
