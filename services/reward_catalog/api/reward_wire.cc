#include "services/reward_catalog/api/reward_wire.h"

#include "common/error/error.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/reward_catalog/api/reward_fields.h"

namespace bestand::reward_catalog {

std::string RewardName(std::string_view id) { return "rewards/" + std::string(id); }
std::string BudgetName(std::string_view id) { return "budgets/" + std::string(id); }
std::string RewardIdOf(std::string_view name) { return IdOf(name, "rewards/*").value_or(""); }
std::string BudgetIdOf(std::string_view name) { return IdOf(name, "budgets/*").value_or(""); }

std::string EtagOf(const Reward& reward) { return "v" + std::to_string(reward.version); }

v1::Reward ToWire(const Reward& reward) {
  v1::Reward wire;
  wire.set_name(RewardName(reward.id));
  wire.set_display_name(reward.display_name);
  wire.set_kind(reward.kind);
  *wire.mutable_worth() = ToMoney(reward.worth.minor, reward.worth.currency);
  wire.mutable_attributes()->insert(reward.attributes.begin(), reward.attributes.end());
  wire.set_stock_count(reward.stock);
  wire.set_held_count(reward.held);
  wire.set_minimum_age(reward.minimum_age);
  wire.set_alcohol(static_cast<v1::Alcohol>(reward.alcohol));
  for (const Moment moment : reward.moments) wire.add_moments(static_cast<v1::Moment>(moment));
  wire.set_broadly_usable(reward.broadly_usable);
  if (reward.valid_from.has_value()) *wire.mutable_valid_from_time() = ToTimestamp(*reward.valid_from);
  if (reward.valid_until.has_value()) *wire.mutable_valid_until_time() = ToTimestamp(*reward.valid_until);
  wire.set_retired(reward.retired);
  wire.set_etag(EtagOf(reward));
  wire.set_for_companies(reward.for_companies);
  wire.mutable_countries()->Assign(reward.countries.begin(), reward.countries.end());
  return wire;
}

Reward FromWire(const v1::Reward& wire) {
  Reward reward;
  reward.id = RewardIdOf(wire.name());
  for (const RewardField& field : RewardFields()) field.apply(wire, reward);
  return reward;
}

v1::Budget ToWire(const Budget& budget) {
  v1::Budget wire;
  wire.set_name(BudgetName(budget.id));
  wire.set_display_name(budget.display_name);
  *wire.mutable_total() = ToMoney(budget.total, budget.currency);
  *wire.mutable_spent() = ToMoney(budget.spent, budget.currency);
  *wire.mutable_held() = ToMoney(budget.held, budget.currency);
  *wire.mutable_left() = ToMoney(budget.left(), budget.currency);
  return wire;
}

Budget FromWire(const v1::Budget& wire) {
  return {.id = BudgetIdOf(wire.name()),
          .display_name = wire.display_name(),
          .currency = wire.total().currency_code(),
          .total = ToMinorUnits(wire.total()).value_or(0)};
}

absl::Status Apply(const v1::UpdateRewardRequest& request, Reward& reward) {
  const std::string& etag = request.reward().etag();
  if (!etag.empty() && etag != EtagOf(reward)) {
    return Failure(absl::StatusCode::kAborted, "ETAG_MISMATCH",
                   "Somebody else changed the reward first; read it again and repeat the change.",
                   {{"etag", EtagOf(reward)}});
  }
  Violations found;
  for (const RewardField* field : FieldsOf(request, found)) field->apply(request.reward(), reward);
  const bool ordered = !reward.valid_from || !reward.valid_until || *reward.valid_from < *reward.valid_until;
  found.Unless(ordered, "reward.valid_until_time", "must lie after valid_from_time");
  return found.ToStatus();
}

}  // namespace bestand::reward_catalog
