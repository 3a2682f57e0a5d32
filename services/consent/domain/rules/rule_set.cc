#include "services/consent/domain/rules/rule_set.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/id/digest.h"

namespace bestand::consent {
namespace {

// Says whether a set of questions, one set of values for each input, holds any.
bool IsEmpty(InputBits questions) {
  const auto inputs = Inputs();
  return std::any_of(inputs.begin(), inputs.end(),
                     [&](const Input& input) { return (questions & input.AllBits()) == 0; });
}

// Takes the questions of `rule` out of `open`, sets that do not overlap; says whether there were any. What
// is left of a set is, input after input, what differs from the rule in this one and agrees in those before.
bool TakeOut(InputBits rule, std::vector<InputBits>& open) {
  std::vector<InputBits> left;
  bool any = false;
  for (InputBits set : open) {
    if (IsEmpty(set & rule)) {
      left.push_back(set);
      continue;
    }
    any = true;
    for (const Input& input : Inputs()) {
      const InputBits rest = set & ~(rule & input.AllBits());
      if (!IsEmpty(rest)) left.push_back(rest);
      set &= rule | ~input.AllBits();
    }
  }
  open = std::move(left);
  return any;
}

}  // namespace

RuleSet::RuleSet(RuleFile file, std::string_view text)
    : file_(std::move(file)), text_(text), hash_(Sha256(text)) {}

absl::StatusOr<std::unique_ptr<const RuleSet>> RuleSet::Compile(std::string_view text) {
  ASSIGN_OR_RETURN(RuleFile file, ParseRuleFile(text));
  std::unique_ptr<RuleSet> set(new RuleSet(std::move(file), text));
  RETURN_IF_ERROR(set->CompileRows());
  return std::unique_ptr<const RuleSet>(std::move(set));
}

// A row that asks others next stands behind them, each narrowed to its own questions.
absl::Status RuleSet::CompileRows() {
  std::vector<InputBits> open{AllInputBits()};
  for (const RuleRow& row : file_.rows) {
    if (IsAskedFor(row.row)) continue;
    bool found = row.then < 0;
    for (const RuleRow& next : file_.rows) {
      if (next.row != row.then || row.then < 0) continue;
      found = true;
      RETURN_IF_ERROR(Add(next, row.fits & next.fits, open));
    }
    if (!found) return InvalidRules(name(), row.line, "asks for a row that does not exist");
    RETURN_IF_ERROR(Add(row, row.fits, open));
  }
  return open.empty() ? absl::OkStatus() : InvalidRules(name(), 0, "leaves questions without an answer");
}

absl::Status RuleSet::Add(const RuleRow& row, InputBits fits, std::vector<InputBits>& open) {
  if (IsEmpty(fits) || !TakeOut(fits, open)) {
    return InvalidRules(name(), row.line, "can never decide; an earlier row takes all its questions");
  }
  misfits_.push_back(AllInputBits() & ~fits);
  decisions_.push_back({row.allow, row.row, row.reason, row.basis, row.action, name(), hash_});
  return absl::OkStatus();
}

bool RuleSet::IsAskedFor(int row) const {
  return std::any_of(file_.rows.begin(), file_.rows.end(),
                     [&](const RuleRow& other) { return other.then == row; });
}

ContactDecision RuleSet::Decide(const ContactQuestion& question) const {
  const InputBits bits = BitsOf(question);
  size_t rule = 0;
  while ((bits & misfits_[rule]) != 0) ++rule;  // some rule fits every question: CompileRows made sure
  return decisions_[rule];
}

}  // namespace bestand::consent
