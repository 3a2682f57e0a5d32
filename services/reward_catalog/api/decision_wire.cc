#include "services/reward_catalog/api/decision_wire.h"

#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/reward_catalog/api/reward_wire.h"

namespace bestand::reward_catalog {
namespace {

constexpr int kUsualCount = 3;

v1::OfferedReward ToWire(const OfferedReward& offered) {
  v1::OfferedReward wire;
  wire.set_reward(RewardName(offered.reward));
  wire.set_display_name(offered.display_name);
  wire.set_kind(offered.kind);
  *wire.mutable_worth() = ToMoney(offered.worth.minor, offered.worth.currency);
  wire.set_score(offered.score.value);
  for (const ScoreTerm& term : offered.score.terms) {
    v1::ScoreTerm& shown = *wire.add_terms();
    shown.set_code(term.code);
    shown.set_explanation(term.explanation);
    shown.set_value(term.value);
  }
  return wire;
}

v1::RefusedReward ToWire(const RefusedReward& refused) {
  v1::RefusedReward wire;
  wire.set_reward(RewardName(refused.reward));
  wire.set_display_name(refused.display_name);
  wire.set_reason(refused.reason);
  wire.set_explanation(refused.explanation);
  return wire;
}

}  // namespace

std::string DecisionIdOf(std::string_view name) { return IdOf(name, "decisions/*").value_or(""); }

v1::Decision ToWire(const Decision& decision) {
  v1::Decision wire;
  wire.set_name("decisions/" + decision.id);
  wire.set_customer(CustomerName(decision.customer_id));
  wire.set_state(static_cast<v1::DecisionState>(decision.state));
  wire.set_moment(static_cast<v1::Moment>(decision.moment));
  for (const OfferedReward& offered : decision.choice.offered) *wire.add_offered() = ToWire(offered);
  for (const RefusedReward& refused : decision.choice.refused) *wire.add_refused() = ToWire(refused);
  wire.set_budget(BudgetName(decision.budget_id));
  if (!decision.accepted_reward.empty()) wire.set_accepted_reward(RewardName(decision.accepted_reward));
  wire.set_outcome(static_cast<v1::Outcome>(decision.outcome));
  *wire.mutable_create_time() = ToTimestamp(decision.create_time);
  *wire.mutable_expire_time() = ToTimestamp(decision.expire_time);
  *wire.mutable_target_worth() = ToMoney(decision.target.minor, decision.target.currency);
  wire.set_language_code(std::string(CodeOf(decision.language)));
  return wire;
}

v1::ExplainRewardResponse ToWire(const Explanation& explanation) {
  v1::ExplainRewardResponse wire;
  if (const auto* offered = std::get_if<OfferedReward>(&explanation)) {
    *wire.mutable_offered() = ToWire(*offered);
  } else {
    *wire.mutable_refused() = ToWire(std::get<RefusedReward>(explanation));
  }
  return wire;
}

Wish FromWire(const v1::RecommendRewardsRequest& request) {
  return {.customer_id = CustomerIdOf(request.customer()),
          .moment = static_cast<Moment>(request.moment()),
          .purpose_id = IdOf(request.purpose(), "purposes/*").value_or(""),
          .budget_id = BudgetIdOf(request.budget()),
          .count = request.choice_count() == 0 ? kUsualCount : request.choice_count(),
          .language = LanguageOf(request.language_code()).value_or(Language::kEnglish)};
}

Question FromWire(const v1::ExplainRewardRequest& request) {
  return {CustomerIdOf(request.customer()), RewardIdOf(request.reward()),
          static_cast<Moment>(request.moment()),
          LanguageOf(request.language_code()).value_or(Language::kEnglish)};
}

Taking FromWire(const v1::AcceptRewardRequest& request) {
  return {DecisionIdOf(request.decision()), RewardIdOf(request.reward())};
}

}  // namespace bestand::reward_catalog
