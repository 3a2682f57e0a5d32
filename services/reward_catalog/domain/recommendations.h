#pragma once

#include <optional>
#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/reward_catalog/domain/decision_store.h"
#include "services/reward_catalog/domain/sources.h"

namespace bestand::reward_catalog {

// A choice that is asked for; ids without their collections.
struct Wish {
  std::string customer_id;
  Moment moment = Moment::kUnspecified;
  std::string purpose_id;
  std::string budget_id;
  int count = 3;  // 1 to 5
  Language language = Language::kEnglish;
};

// What the other services answered about the customer of a wish or a question.
struct Answers {
  CustomerFacts customer;
  std::optional<Money> year_value;  // nothing without a score
};

// A question about one reward.
struct Question {
  std::string customer_id;
  std::string reward_id;
  Moment moment = Moment::kUnspecified;
  Language language = Language::kEnglish;
};
using Explanation = std::variant<OfferedReward, RefusedReward>;

// Makes choices: asks the other services, applies the rules, holds. Asking and deciding are two steps,
// because the first waits for the network and the second occupies the database. Threads may share it.
class Recommendations {
 public:
  struct Sources {
    ContactGate& consent;
    CustomerSource& customers;
    ValueSource& values;
  };
  Recommendations(DecisionStore& store, const Sources& sources, const TargetRules& target_rules,
                  const absl::TimeZone& zone)
      : store_(store), sources_(sources), target_rules_(target_rules), zone_(zone) {}

  // Asks the other services whether the customer may be given anything, and what to choose from. Consent is
  // asked before anything else; what cannot be asked is never taken as a yes. Waits for the network and
  // holds nothing.
  // Fails with SERVICE_AWAY, PURPOSE_UNKNOWN, CUSTOMER_UNKNOWN, CONTACT_REFUSED, and REWARD_REFUSED with
  // reason OPEN_COMPLAINT: nothing is given, not even for goodwill, until a complaint is solved.
  absl::StatusOr<Answers> Gather(const Wish& wish);

  // Makes, holds and stores the choice that the answers allow. Waits for the database alone.
  // Fails with BUDGET_UNKNOWN, CURRENCY_MIXED (value and budget).
  absl::StatusOr<Decision> Decide(const Wish& wish, const Answers& answers);

  // Says whether a reward would be allowed, whatever else there is to choose from and whoever pays.
  // Does not ask for consent, since nobody is told. Fails with SERVICE_AWAY, CUSTOMER_UNKNOWN,
  // REWARD_UNKNOWN, CURRENCY_MIXED (value and reward).
  absl::StatusOr<Explanation> Explain(const Question& question);

 private:
  absl::StatusOr<CustomerFacts> Admit(const Wish& wish);
  absl::StatusOr<Decision> ChooseFrom(const Wish& wish, const Answers& answers,
                                      const Standing& standing) const;
  Occasion OccasionAt(const Standing& standing, const Money& target) const;

  DecisionStore& store_;
  const Sources sources_;
  const TargetRules target_rules_;
  const absl::TimeZone zone_;
};

}  // namespace bestand::reward_catalog
