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

std::optional<Reason> OpenComplaint(const CustomerFacts& customer, Language language) {
  if (customer.open_complaints == 0) return std::nullopt;
  return Say(Saying::kOpenComplaint, language, {{"count", customer.open_complaints}});
}

absl::Status CheckComplaints(const CustomerFacts& customer) {
  const auto open = OpenComplaint(customer, Language::kEnglish);
  if (!open.has_value()) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "REWARD_REFUSED", open->explanation,
                 {{"reason", open->code}});
}

absl::StatusOr<Reward> FindReward(const Standing& standing, const std::string& id) {
  const auto found = std::ranges::find(standing.catalogue, id, &Reward::id);
  if (found != standing.catalogue.end()) return *found;
  return Failure(absl::StatusCode::kNotFound, "REWARD_UNKNOWN",
                 "There is no reward rewards/" + id + "; list the rewards.", {{"reward", "rewards/" + id}});
}

}  // namespace

absl::StatusOr<Answers> Recommendations::Gather(const Wish& wish) {
  ASSIGN_OR_RETURN(CustomerFacts customer, Admit(wish));
  ASSIGN_OR_RETURN(auto value, sources_.values.YearValue(wish.customer_id));
  return Answers{std::move(customer), std::move(value)};
}

absl::StatusOr<Decision> Recommendations::Decide(const Wish& wish, const Answers& answers) {
  return store_.Offer({wish.customer_id, wish.budget_id},
                      [&](const Standing& standing) { return ChooseFrom(wish, answers, standing); });
}

absl::StatusOr<Explanation> Recommendations::Explain(const Question& question) {
  ASSIGN_OR_RETURN(const CustomerFacts customer, sources_.customers.Read(question.customer_id));
  ASSIGN_OR_RETURN(const auto value, sources_.values.YearValue(question.customer_id));
  ASSIGN_OR_RETURN(const Standing standing, store_.Look({question.customer_id, ""}));
  ASSIGN_OR_RETURN(const Reward reward, FindReward(standing, question.reward_id));
  ASSIGN_OR_RETURN(const Money target, TargetOf(value, target_rules_, reward.worth.currency));

  Occasion occasion = OccasionAt(standing, target);
  occasion.moment = question.moment;
  occasion.language = question.language;
  std::optional<Reason> why = OpenComplaint(customer, question.language);
  if (!why.has_value()) why = FindObjection(reward, customer, occasion);
  if (why.has_value()) return RefusedReward{reward.id, reward.display_name, why->code, why->explanation};
  return OfferedReward{reward.id, reward.display_name, reward.kind, reward.worth,
                       ScoreReward(reward, Taste(customer), target, question.language)};
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

absl::StatusOr<Decision> Recommendations::ChooseFrom(const Wish& wish, const Answers& answers,
                                                     const Standing& standing) const {
  ASSIGN_OR_RETURN(const Money target, TargetOf(answers.year_value, target_rules_, standing.budget.currency));
  Occasion occasion = OccasionAt(standing, target);
  occasion.moment = wish.moment;
  occasion.budget_left = standing.budget.left();
  occasion.language = wish.language;
  Decision decision;
  decision.moment = wish.moment;
  decision.purpose_id = wish.purpose_id;
  decision.target = target;
  decision.language = wish.language;
  decision.choice = Choose(standing.catalogue, answers.customer, occasion, wish.count);
  auto& refused = decision.choice.refused;
  refused.resize(std::min(refused.size(), kMaxRefused));
  return decision;
}

Occasion Recommendations::OccasionAt(const Standing& standing, const Money& target) const {
  return {.moment = Moment::kUnspecified,
          .now = standing.now,
          .today = absl::ToCivilDay(standing.now, zone_),
          .target = target,
          .budget_left = std::nullopt,
          .kinds_taken = standing.kinds_taken};
}

}  // namespace bestand::reward_catalog
