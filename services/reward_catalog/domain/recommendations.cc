#include "services/reward_catalog/domain/recommendations.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/reward_catalog/domain/rules.h"

namespace bestand::reward_catalog {
namespace {

// What is needed comes as a sentence of its own, from the consent service.
absl::Status CheckContact(const ContactAnswer& answer) {
  if (answer.allowed) return absl::OkStatus();
  const std::string needed =
      answer.needed_action.empty() ? "Nothing makes it lawful now." : answer.needed_action;
  return Failure(absl::StatusCode::kFailedPrecondition, "CONTACT_REFUSED",
                 "The customer may not be told of a reward (" + answer.reason + "). " + needed,
                 {{"reason", answer.reason}, {"needed_action", answer.needed_action}});
}

absl::Status CheckComplaints(const CustomerFacts& customer) {
  if (customer.open_complaints == 0) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "REWARD_REFUSED",
                 "The customer has " + std::to_string(customer.open_complaints) +
                     " open complaint(s); resolve them first, then give for goodwill.",
                 {{"reason", "OPEN_COMPLAINT"}});
}

absl::StatusOr<Reward> FindReward(const Standing& standing, const std::string& id) {
  const auto found = std::ranges::find(standing.catalogue, id, &Reward::id);
  if (found != standing.catalogue.end()) return *found;
  return Failure(absl::StatusCode::kNotFound, "REWARD_UNKNOWN",
                 "There is no reward rewards/" + id + "; list the rewards.", {{"reward", "rewards/" + id}});
}

}  // namespace

absl::StatusOr<Decision> Recommendations::Recommend(const Wish& wish) {
  ASSIGN_OR_RETURN(const CustomerFacts customer, Admit(wish));
  ASSIGN_OR_RETURN(const auto value, sources_.values.YearValue(wish.customer_id));
  return store_.Offer(
      {wish.customer_id, wish.budget_id}, [&](const Standing& standing) -> absl::StatusOr<Decision> {
        ASSIGN_OR_RETURN(const Money target, TargetOf(value, target_rules_, standing.budget.currency));
        Occasion occasion = OccasionOf(standing, wish.moment, target);
        occasion.budget_left = standing.budget.left();
        Decision decision;
        decision.moment = wish.moment;
        decision.purpose_id = wish.purpose_id;
        decision.target = target;
        decision.choice = Choose(standing.catalogue, customer, occasion, wish.count);
        auto& refused = decision.choice.refused;
        refused.resize(std::min(refused.size(), kMaxRefused));
        return decision;
      });
}

absl::StatusOr<Explanation> Recommendations::Explain(const Question& question) {
  ASSIGN_OR_RETURN(const CustomerFacts customer, sources_.customers.Read(question.customer_id));
  ASSIGN_OR_RETURN(const auto value, sources_.values.YearValue(question.customer_id));
  ASSIGN_OR_RETURN(const Standing standing, store_.Look({question.customer_id, ""}));
  ASSIGN_OR_RETURN(const Reward reward, FindReward(standing, question.reward_id));
  ASSIGN_OR_RETURN(const Money target, TargetOf(value, target_rules_, reward.worth.currency));

  if (const absl::Status open = CheckComplaints(customer); !open.ok())
    return RefusedReward{reward.id, reward.display_name, "OPEN_COMPLAINT", std::string(MessageOf(open))};
  const Occasion occasion = OccasionOf(standing, question.moment, target);
  if (const auto why = FindObjection(reward, customer, occasion); why.has_value())
    return RefusedReward{reward.id, reward.display_name, why->reason, why->explanation};
  return OfferedReward{reward.id, reward.display_name, reward.kind, reward.worth,
                       ScoreReward(reward, Taste(customer), target)};
}

// Consent comes first, but its no is told only for customers there are, so that an unknown id is
// NOT_FOUND whatever consent thinks of it.
absl::StatusOr<CustomerFacts> Recommendations::Admit(const Wish& wish) {
  ASSIGN_OR_RETURN(const ContactAnswer contact, sources_.consent.Check(wish.customer_id, wish.purpose_id));
  ASSIGN_OR_RETURN(CustomerFacts customer, sources_.customers.Read(wish.customer_id));
  RETURN_IF_ERROR(CheckContact(contact));
  RETURN_IF_ERROR(CheckComplaints(customer));
  return customer;
}

Occasion Recommendations::OccasionOf(const Standing& standing, Moment moment, const Money& target) const {
  return {.moment = moment,
          .now = standing.now,
          .today = absl::ToCivilDay(standing.now, zone_),
          .target = target,
          .budget_left = std::nullopt,
          .kinds_taken = standing.kinds_taken};
}

}  // namespace bestand::reward_catalog
