#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/rules/inputs.h"

namespace bestand::consent {

// One row of a rule file; rows may share their number.
struct RuleRow {
  int line = 0;  // where it begins
  int row = 0;
  InputBits fits = 0;  // the questions it is for
  bool allow = false;
  std::string reason, basis, action;
  int then = -1;  // the rows to ask next when it allows; -1 for none
};

// A rule set as it is written.
struct RuleFile {
  std::string name;
  std::vector<std::string> countries;   // as customer-profile may spell it
  absl::Time in_force_from;             // midnight in UTC
  std::vector<std::string_view> facts;  // that its rows may ask about, in the order of its decision table
  std::vector<RuleRow> rows;            // in order
};

// Reads a rule file: paragraphs of "key: value" lines, parted by empty lines; # begins a comment line.
//
//   first paragraph   rule-set, countries (parted by commas), in-force-from (a day), facts (by spaces)
//   every other       row, answer (ALLOW or DENY, and a reason), and if needed then, basis, action; each
//   input's
//                     name with the values that fit: channel, consent, … as in contact_question.h, facts with
//                     yes or no, determined
//
// Fails with RULES_INVALID (facts rule_set, line) at the first thing that is not of this kind: an unknown key
// or value, a key given twice, something missing, a fact that is not among the facts.
absl::StatusOr<RuleFile> ParseRuleFile(std::string_view text);

// Returns RULES_INVALID; line 0 for the whole file.
absl::Status InvalidRules(std::string_view rule_set, int line, std::string_view what);

}  // namespace bestand::consent
