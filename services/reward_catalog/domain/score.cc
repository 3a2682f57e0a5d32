#include "services/reward_catalog/domain/score.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_format.h"
#include "services/reward_catalog/domain/traits.h"

namespace bestand::reward_catalog {
namespace {

constexpr size_t kTraits = 3;
using Terms = std::vector<ScoreTerm>;

ScoreTerm BoughtTrait(const std::string& trait, double share) {
  return {"AFFINITY", absl::StrFormat("%.0f %% of the products bought have “%s”", share * 100, trait),
          std::sqrt(share)};
}

void AddTraits(const std::string& attribute, const std::string& values, const Taste& taste, Terms& found) {
  if (Folded(attribute) == kTheme) {
    for (const std::string& word : WordsOf(values))
      found.push_back(BoughtTrait(word, taste.ShareOfWord(word)));
    return;
  }
  for (const std::string& value : ValuesOf(values))
    found.push_back(BoughtTrait(attribute + " = " + value, taste.ShareOfAttribute(attribute, value)));
}

// The strongest first; equal ones in the attributes' order, so that a score is always the same.
void AddAffinity(const Reward& reward, const Taste& taste, Terms& terms) {
  Terms found;
  for (const auto& [attribute, values] : reward.attributes) AddTraits(attribute, values, taste, found);
  std::erase_if(found, [](const ScoreTerm& term) { return term.value == 0; });
  std::ranges::stable_sort(found, std::greater<>(), &ScoreTerm::value);
  found.resize(std::min(found.size(), kTraits));
  terms.insert(terms.end(), found.begin(), found.end());
}

ScoreTerm TermOf(const Preference& preference) {
  const std::string what = preference.attribute + " = " + preference.value;
  const double strength = preference.stated ? 1 : 0.5;
  switch (preference.attitude) {
    case Attitude::kLike:
      return {"AFFINITY", "The customer likes " + what, strength};
    case Attitude::kDislike:
      return {"DISLIKE", "The customer does not care for " + what, -1.5 * strength};
    case Attitude::kNever:
      break;
  }
  return {"DISLIKE", "The customer seems never to want " + what, -1.5};
}

void AddPreferences(const Reward& reward, const Taste& taste, Terms& terms) {
  for (const Preference& preference : taste.preferences()) {
    if (HasAttribute(reward, preference.attribute, preference.value)) terms.push_back(TermOf(preference));
  }
}

void AddKindBought(const Reward& reward, const Taste& taste, Terms& terms) {
  const double share = taste.ShareOfKind(reward.kind);
  if (share == 0) return;
  terms.push_back({"KIND_BOUGHT",
                   absl::StrFormat("%.0f %% of the products bought are of this kind already", share * 100),
                   -std::sqrt(share) / 2});
}

void AddWorthFit(const Reward& reward, const Money& target, Terms& terms) {
  const double off = std::abs(static_cast<double>(reward.worth.minor - target.minor));
  const double fit = 1 - off / (static_cast<double>(target.minor) / 2);
  terms.push_back(
      {"WORTH_FIT", ToText(reward.worth) + " for a target of " + ToText(target), std::max(-1.0, fit)});
}

}  // namespace

Score ScoreReward(const Reward& reward, const Taste& taste, const Money& target) {
  Score score;
  AddAffinity(reward, taste, score.terms);
  AddPreferences(reward, taste, score.terms);
  AddKindBought(reward, taste, score.terms);
  AddWorthFit(reward, target, score.terms);
  if (reward.broadly_usable) score.terms.push_back({"BROADLY_USABLE", "Nearly everybody can use it", 0.2});
  for (const ScoreTerm& term : score.terms) score.value += term.value;
  return score;
}

}  // namespace bestand::reward_catalog
