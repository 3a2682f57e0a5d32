#pragma once

#include <string>

#include "services/consent/domain/rules/rule_set.h"

namespace bestand::consent {

// The decision table of a rule set written out: its every answer to a determined question.
//
// The order: as an odometer over the columns class, channel, recipient, relation, consent, objection and the
// facts that the rule set names; the last turns fastest; enums in the order of contact_question.h, facts 0
// before 1. Other facts are false.
class DecisionTable {
 public:
  // Reads from `rules` as long as it lives.
  explicit DecisionTable(const RuleSet& rules);

  // Of de-v1: 376,320.
  int rows() const { return rows_; }

  // Returns the names of the columns with the line's end; behind the inputs come decision, reason and row.
  std::string Header() const;

  // Returns the question of the row `index`, in [0, rows()).
  ContactQuestion QuestionAt(int index) const;

  // Appends the row `index` as CSV with the line's end; facts are 0 or 1, the decision ALLOW or DENY.
  void AppendRow(int index, std::string& csv) const;

 private:
  const RuleSet& rules_;
  std::vector<bool ContactFacts::*> facts_;
  int rows_;
};

}  // namespace bestand::consent
