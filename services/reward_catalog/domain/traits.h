#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// The attribute whose words are looked for in the names of bought products.
inline constexpr std::string_view kTheme = "theme";

// Returns the words of a text as they are compared: runs of letters and digits in lower case, without
// a plural's "s" at the end of words of four letters and more ("HEARTS" is "heart", "glass" stays).
std::set<std::string> WordsOf(std::string_view text);

// Returns the values of an attribute: the whole text and, where it lists several, each of those that
// commas or spaces part; in lower case. "candle heart" gives "candle", "candle heart" and "heart".
std::set<std::string> ValuesOf(std::string_view text);

// Says whether `attribute` of the reward has the value, whatever the case. Every reward has the
// attribute `kind`, and one with alcohol has `alcohol` = `yes`, besides those written into it.
bool HasAttribute(const Reward& reward, std::string_view attribute, std::string_view value);

}  // namespace bestand::reward_catalog
