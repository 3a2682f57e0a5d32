#include "services/reward_catalog/domain/reward.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"

namespace bestand::reward_catalog {

std::string_view NameOf(Moment moment) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "UNSPECIFIED", "BEFORE_PURCHASE", "AT_PURCHASE", "AFTER_PURCHASE",
      "GOODWILL",    "THANK_YOU",       "OCCASION",    "WAKE_UP"};
  return kNames.at(static_cast<size_t>(moment));
}

int NeededAge(const Reward& reward) {
  const int by_alcohol = reward.alcohol == Alcohol::kSpirits      ? 18
                         : reward.alcohol == Alcohol::kBeerOrWine ? 16
                                                                  : 0;
  return std::max(reward.minimum_age, by_alcohol);
}

std::string NormalKind(std::string_view kind) {
  std::string normal;
  for (const char letter : kind) {
    if (absl::ascii_isalnum(letter)) {
      normal += absl::ascii_tolower(letter);
    } else if (!normal.empty() && normal.back() != '-') {
      normal += '-';
    }
  }
  if (normal.ends_with('-')) normal.pop_back();
  return normal;
}

}  // namespace bestand::reward_catalog
