#include "services/consent/domain/rules/rule_book.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/error/error.h"
#include "common/id/encoding.h"
#include "services/consent/domain/rules/rule_texts.h"

namespace bestand::consent {
namespace {

bool IsFor(const RuleSet& set, std::string_view country) {
  const auto& countries = set.file().countries;
  return std::find(countries.begin(), countries.end(), country) != countries.end();
}

}  // namespace

absl::StatusOr<std::unique_ptr<const RuleBook>> RuleBook::Open(std::string_view elsewhere) {
  auto book = std::make_unique<RuleBook>();
  for (const std::string_view text : kRuleTexts) {
    ASSIGN_OR_RETURN(book->sets_.emplace_back(), RuleSet::Compile(text));
  }
  if (!elsewhere.empty()) {
    ASSIGN_OR_RETURN(book->elsewhere_, book->Get(elsewhere));
  }
  return std::unique_ptr<const RuleBook>(std::move(book));
}

ContactDecision RuleBook::Decide(const ContactQuestion& question, std::string_view country,
                                 absl::Time when) const {
  if (const RuleSet* set = Find(country, when); set != nullptr) return set->Decide(question);
  ContactQuestion undetermined = question;
  undetermined.determined = false;
  ContactDecision decision = sets_.front()->Decide(undetermined);
  decision.rule_set = decision.rule_set_hash = {};
  return decision;
}

absl::StatusOr<const RuleSet*> RuleBook::Get(std::string_view name) const {
  for (const auto& set : sets_) {
    if (set->name() == name) return set.get();
  }
  return Failure(absl::StatusCode::kNotFound, "RULE_SET_UNKNOWN",
                 "There is no rule set " + std::string(name) + "; list the rule sets.",
                 {{"rule_set", std::string(name)}});
}

std::string RuleBook::Editions() const {
  std::string editions;
  for (const auto& set : sets_) {
    absl::StrAppend(&editions, editions.empty() ? "" : ", ", set->name(), " ", ToHex(set->hash()));
  }
  return editions;
}

// The newest that had begun to be in force.
const RuleSet* RuleBook::Find(std::string_view country, absl::Time when) const {
  const RuleSet* newest = nullptr;
  for (const auto& set : sets_) {
    const absl::Time from = set->file().in_force_from;
    if (from > when || (newest != nullptr && from <= newest->file().in_force_from)) continue;
    if (IsFor(*set, country)) newest = set.get();
  }
  if (newest != nullptr || elsewhere_ == nullptr) return newest;
  return elsewhere_->file().in_force_from <= when ? elsewhere_ : nullptr;
}

RuledCountries RuleBook::CountriesAt(absl::Time when) const {
  RuledCountries ruled{{}, Find("", when) != nullptr};
  for (const auto& set : sets_) {
    if (set->file().in_force_from > when) continue;
    ruled.names.insert(ruled.names.end(), set->file().countries.begin(), set->file().countries.end());
  }
  return ruled;
}

}  // namespace bestand::consent
