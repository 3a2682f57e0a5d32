#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "services/consent/domain/contact_question.h"

namespace bestand::consent {

// What the rules say. The texts live as long as the rules.
struct ContactDecision {
  bool allowed = false;
  int row = 0;                     // of the rule set: the row that decided
  std::string_view reason;         // "CONSENT", "NEEDS_DOI", …
  std::string_view legal_basis;    // paragraph or ruling; empty where none is needed
  std::string_view needed_action;  // what would make it lawful, or must be minded when allowed
  std::string_view rule_set;       // its name with its edition, "de-v1"; empty when no rules are known
  std::string_view rule_set_hash;  // SHA-256 of its text, 32 bytes
};

// The countries whose customers rules exist for.
struct RuledCountries {
  std::vector<std::string> names;  // in every spelling
  bool elsewhere = false;          // and all others too
};

// Says whether one message may go to one person. Threads may share it.
class ContactRules {
 public:
  virtual ~ContactRules() = default;

  // Decides by the rules that a country had in force at a moment. Without any, what is asked counts as
  // undetermined (row 0). Does not wait.
  virtual ContactDecision Decide(const ContactQuestion& question, std::string_view country,
                                 absl::Time when) const = 0;

  // Returns which countries had rules in force at a moment.
  virtual RuledCountries CountriesAt(absl::Time when) const = 0;
};

}  // namespace bestand::consent
