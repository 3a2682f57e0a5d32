#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/consent/domain/rules/rule_set.h"

namespace bestand::consent {

// All rule sets that this program carries, by country and time. Threads may share it.
class RuleBook final : public ContactRules {
 public:
  // Compiles the rule sets that are built in. `elsewhere` names the one for customers of whom no country is
  // known, or one without rules; empty: nothing but service goes to them (row 0). Fails with RULES_INVALID,
  // RULE_SET_UNKNOWN.
  static absl::StatusOr<std::unique_ptr<const RuleBook>> Open(std::string_view elsewhere);

  ContactDecision Decide(const ContactQuestion& question, std::string_view country,
                         absl::Time when) const override;

  // Returns the set of a name. Fails with RULE_SET_UNKNOWN.
  absl::StatusOr<const RuleSet*> Get(std::string_view name) const;
  // By name.
  const std::vector<std::unique_ptr<const RuleSet>>& all() const { return sets_; }
  // Returns all names with the hashes of their texts on one line, "at-v1 3f0c…, de-v1 8ea9…".
  std::string Editions() const;

  RuledCountries CountriesAt(absl::Time when) const override;

 private:
  const RuleSet* Find(std::string_view country, absl::Time when) const;

  std::vector<std::unique_ptr<const RuleSet>> sets_;
  const RuleSet* elsewhere_ = nullptr;
};

}  // namespace bestand::consent
