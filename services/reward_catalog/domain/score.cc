#include "services/reward_catalog/domain/score.h"

#include <algorithm>
#include <cmath>

#include "services/reward_catalog/domain/traits.h"
#include "services/reward_catalog/domain/words.h"

namespace bestand::reward_catalog {
namespace {

constexpr size_t kTraits = 3;

int64_t PercentOf(double share) { return std::llround(share * 100); }

// Collects the terms of one score.
class Terms {
 public:
  explicit Terms(Language language) : language_(language) {}

  void Add(double value, Saying why, Facts facts = {}) {
    auto [code, explanation] = Say(why, language_, facts);
    score_.terms.push_back({std::move(code), std::move(explanation), value});
    score_.value += value;
  }

  Score Sum() && { return std::move(score_); }

 private:
  const Language language_;
  Score score_;
};

// Something that bought products may have too.
struct Trait {
  std::string name;
  double share;  // of the product days
};

void FindTraits(const std::string& attribute, const std::string& values, const Taste& taste,
                std::vector<Trait>& found) {
  if (Folded(attribute) == kTheme) {
    for (const std::string& word : WordsOf(values)) found.push_back({word, taste.ShareOfWord(word)});
    return;
  }
  for (const std::string& value : ValuesOf(values))
    found.push_back({attribute + " = " + value, taste.ShareOfAttribute(attribute, value)});
}

// The strongest first; equal ones in the attributes' order, so that a score is always the same.
void AddAffinity(const Reward& reward, const Taste& taste, Terms& terms) {
  std::vector<Trait> found;
  for (const auto& [attribute, values] : reward.attributes) FindTraits(attribute, values, taste, found);
  std::erase_if(found, [](const Trait& trait) { return trait.share == 0; });
  std::ranges::stable_sort(found, std::greater<>(), &Trait::share);
  found.resize(std::min(found.size(), kTraits));
  for (const auto& [name, share] : found)
    terms.Add(std::sqrt(share), Saying::kBought, {{"percent", PercentOf(share)}, {"trait", name}});
}

void AddPreference(const Preference& preference, Terms& terms) {
  const std::string what = preference.attribute + " = " + preference.value;
  const double strength = preference.stated ? 1 : 0.5;
  switch (preference.attitude) {
    case Attitude::kLike:
      return terms.Add(strength, Saying::kLikes, {{"what", what}});
    case Attitude::kDislike:
      return terms.Add(-1.5 * strength, Saying::kDislikes, {{"what", what}});
    case Attitude::kNever:
      return terms.Add(-1.5, Saying::kSeemsNever, {{"what", what}});
  }
}

void AddPreferences(const Reward& reward, const Taste& taste, Terms& terms) {
  for (const Preference& preference : taste.preferences()) {
    if (HasAttribute(reward, preference.attribute, preference.value)) AddPreference(preference, terms);
  }
}

void AddKindBought(const Reward& reward, const Taste& taste, Terms& terms) {
  const double share = taste.ShareOfKind(reward.kind);
  if (share == 0) return;
  terms.Add(-std::sqrt(share) / 2, Saying::kKindBought, {{"percent", PercentOf(share)}});
}

void AddWorthFit(const Reward& reward, const Money& target, Terms& terms) {
  const double off = std::abs(static_cast<double>(reward.worth.minor - target.minor));
  const double fit = 1 - off / (static_cast<double>(target.minor) / 2);
  terms.Add(std::max(-1.0, fit), Saying::kWorthFit, {{"worth", reward.worth}, {"target", target}});
}

}  // namespace

Score ScoreReward(const Reward& reward, const Taste& taste, const Money& target, Language language) {
  Terms terms(language);
  AddAffinity(reward, taste, terms);
  AddPreferences(reward, taste, terms);
  AddKindBought(reward, taste, terms);
  AddWorthFit(reward, target, terms);
  if (reward.broadly_usable) terms.Add(0.2, Saying::kBroadlyUsable);
  return std::move(terms).Sum();
}

}  // namespace bestand::reward_catalog
