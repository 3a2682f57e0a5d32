#include "services/reward_catalog/domain/choice.h"

#include <algorithm>
#include <map>

#include "services/reward_catalog/domain/rules.h"

namespace bestand::reward_catalog {
namespace {

struct Candidate {
  const Reward* reward;
  Score score;
  std::optional<Reason> objection;
};
using Picks = std::vector<const Candidate*>;

bool IsBetter(const Candidate& left, const Candidate& right) {
  if (left.score.value != right.score.value) return left.score.value > right.score.value;
  return left.reward->id < right.reward->id;
}

std::vector<Candidate> Rank(std::span<const Reward> catalogue, const CustomerFacts& customer,
                            const Occasion& occasion) {
  const Taste taste(customer);
  std::vector<Candidate> ranked;
  ranked.reserve(catalogue.size());
  for (const Reward& reward : catalogue) {
    ranked.push_back({&reward, ScoreReward(reward, taste, occasion.target, occasion.language),
                      FindObjection(reward, customer, occasion)});
  }
  std::ranges::sort(ranked, IsBetter);
  return ranked;
}

Picks BestOfEachKind(const std::vector<Candidate>& ranked, size_t count) {
  Picks picks;
  std::set<std::string> kinds;
  for (const Candidate& candidate : ranked) {
    if (picks.size() == count) break;
    if (candidate.objection.has_value() || !kinds.insert(candidate.reward->kind).second) continue;
    picks.push_back(&candidate);
  }
  return picks;
}

// See Choose for where the broadly usable one goes.
void IncludeBroadlyUsable(const std::vector<Candidate>& ranked, Picks& picks) {
  const auto is_broad = [](const Candidate* pick) { return pick->reward->broadly_usable; };
  if (std::ranges::any_of(picks, is_broad)) return;
  const auto broad = std::ranges::find_if(ranked, [&](const Candidate& candidate) {
    return !candidate.objection.has_value() && is_broad(&candidate);
  });
  if (broad == ranked.end()) return;
  auto place = std::ranges::find_if(
      picks, [&](const Candidate* pick) { return pick->reward->kind == broad->reward->kind; });
  if (place == picks.end()) --place;
  *place = &*broad;
  std::ranges::sort(picks,
                    [](const Candidate* left, const Candidate* right) { return IsBetter(*left, *right); });
}

Reason WhyNotPicked(const Candidate& candidate, const Picks& picks, Language language) {
  if (candidate.objection.has_value()) return *candidate.objection;
  for (const Candidate* pick : picks) {
    if (pick->reward->kind == candidate.reward->kind)
      return Say(Saying::kSameKindOffered, language, {{"offered", pick->reward->display_name}});
  }
  const Candidate& last = *picks.back();
  if (IsBetter(candidate, last))
    return Say(Saying::kPlaceTaken, language, {{"offered", last.reward->display_name}});
  return Say(Saying::kLowerScore, language, {{"score", candidate.score.value}, {"last", last.score.value}});
}

}  // namespace

Choice Choose(std::span<const Reward> catalogue, const CustomerFacts& customer, const Occasion& occasion,
              int count) {
  const std::vector<Candidate> ranked = Rank(catalogue, customer, occasion);
  Picks picks = BestOfEachKind(ranked, static_cast<size_t>(count));
  if (count >= 2) IncludeBroadlyUsable(ranked, picks);

  Choice choice;
  for (const Candidate* pick : picks) {
    const Reward& reward = *pick->reward;
    choice.offered.push_back({reward.id, reward.display_name, reward.kind, reward.worth, pick->score});
  }
  for (const Candidate& candidate : ranked) {
    if (std::ranges::count(picks, &candidate) > 0) continue;
    const Reason why = WhyNotPicked(candidate, picks, occasion.language);
    choice.refused.push_back(
        {candidate.reward->id, candidate.reward->display_name, why.code, why.explanation});
  }
  return choice;
}

}  // namespace bestand::reward_catalog
