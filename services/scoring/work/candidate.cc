#include "services/scoring/work/candidate.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace bestand::scoring {
namespace {

constexpr double kBeyondChance = 2;  // standard errors

std::string Fixed(double number) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(std::abs(number) < .001 ? 6 : 4) << number;
  return out.str();
}

std::string ComparedWith(const Candidate& next) {
  const std::string name = TitleOf(next);
  if (std::abs(next.behind) < kSameLogScore) {
    return "It foretells the same as " + name + "; of equals the simplest is taken.";
  }
  const std::string by = Fixed(next.behind) + " a customer (standard error " + Fixed(next.behind_error) + ")";
  const bool sure = next.behind > kBeyondChance * next.behind_error;
  return "It leads " + name + " by " + by +
         (sure ? ", more than chance explains." : ", which chance may explain: the two do about as well.");
}

}  // namespace

std::vector<size_t> Ranked(std::span<const Candidate> candidates) {
  std::vector<size_t> places;
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].state != CandidateState::kFailed) places.push_back(i);
  }
  std::stable_sort(places.begin(), places.end(), [&](size_t one, size_t other) {
    return candidates[one].log_score > candidates[other].log_score;
  });
  if (places.empty()) return places;
  const double best = candidates[places[0]].log_score;
  const auto equals_end = std::find_if(places.begin(), places.end(), [&](size_t place) {
    return candidates[place].log_score < best - kSameLogScore;
  });
  std::sort(places.begin(), equals_end);
  return places;
}

Lead LeadOf(std::span<const float> first, std::span<const float> second) {
  const auto rows = static_cast<double>(first.size());
  if (first.empty()) return {0, 0};
  double sum = 0, squares = 0;
  for (size_t i = 0; i < first.size(); ++i) sum += static_cast<double>(first[i]) - second[i];
  const double mean = sum / rows;
  for (size_t i = 0; i < first.size(); ++i) {
    squares += std::pow(static_cast<double>(first[i]) - second[i] - mean, 2);
  }
  return {mean, rows > 1 ? std::sqrt(squares / (rows - 1) / rows) : 0};
}

std::string ReasonFor(std::span<const Candidate> candidates) {
  const auto chosen = std::ranges::find(candidates, true, &Candidate::chosen);
  if (chosen == candidates.end()) return "";
  const std::string name = TitleOf(*chosen);
  const auto fitted = std::ranges::count_if(
      candidates, [](const Candidate& candidate) { return candidate.state != CandidateState::kFailed; });
  if (candidates.size() == 1) return name + " was asked for; no other family was tried.";
  if (fitted == 1) return name + " was taken: nothing else could be fitted.";
  const auto next = std::ranges::find_if(candidates, [](const Candidate& candidate) {
    return !candidate.chosen && candidate.state != CandidateState::kFailed;
  });
  if (next->behind <= -kSameLogScore) {
    return name + " was taken, for " + TitleOf(*next) +
           " did better in the hold-out but could not be fitted on all data.";
  }
  return name + " foretold best who buys in the hold-out. " + ComparedWith(*next);
}

std::string TitleOf(const Candidate& candidate) {
  std::string title = TitleOf(candidate.family);
  if (candidate.seasonal) title += " with seasons";
  if (candidate.covariates) title += candidate.seasonal ? ", kind and country" : " with kind and country";
  return title;
}

std::string TitleOf(std::string_view family) {
  const auto kind = KindFromName(family);
  return std::string(kind.ok() ? WrittenNameOf(*kind) : family);
}

}  // namespace bestand::scoring
