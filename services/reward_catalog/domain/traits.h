#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// The attribute whose words are looked for in the names of bought products.
inline constexpr std::string_view kTheme = "theme";

// Returns a text as names and values of attributes are compared: its words in lower case, one space
// between them; every sign but letters and digits parts words. " Wine.Colour" is "wine colour".
//
// Letters are those of ASCII and Latin-1 (Ä, é, Ø …); "ß" is "ss", as its capital is "SS". Other
// alphabets are compared as they are written, and so are accents that are characters of their own.
std::string Folded(std::string_view text);

// Returns the words of a text as they are compared: folded, without a plural's "s" at the end of words
// of four letters and more ("HEARTS" is "heart", "glass" stays).
std::set<std::string> WordsOf(std::string_view text);

// Returns the values of an attribute, folded: the whole text and each of its words. "Candle, heart"
// gives "candle", "candle heart" and "heart".
std::set<std::string> ValuesOf(std::string_view text);

// Says whether `attribute` of the reward has the value: whether the value's words, folded, stand side by
// side in what is written there. Every reward has the attribute `kind`, and one with alcohol has
// `alcohol` = `yes`, besides those written into it.
bool HasAttribute(const Reward& reward, std::string_view attribute, std::string_view value);

}  // namespace bestand::reward_catalog
