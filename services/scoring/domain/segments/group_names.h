#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bestand::scoring {

// Returns the words of a product's name in lower case, in their order: letters of any script and signs within
// words stay; numbers and single letters are left out. "SET/6 RED SPOTTY PAPER CUPS" -> set, red, spotty, ...
std::vector<std::string> WordsOf(std::string_view product_name);

struct NamedProduct {
  std::string_view name;  // may be empty
  int32_t group;          // > 0; products of group 0 only say what is usual
  int64_t baskets;        // that held it; a product weighs log2(2 + baskets)
};

// Returns a name for each of the groups, in their order: the word or pair of words that tells it best from
// the others, and a second one if it says something else: "gift wrap and cards". The measure is the log-odds
// of the word in the group against all other products, with all products as the prior, over its error. A
// group whose products have no names is called "group 7". Source: Monroe, Colaresi, Quinn, "Fightin' Words",
// Political Analysis 16 (2008) eq. 16, 22.
std::vector<std::string> NameGroups(std::span<const NamedProduct> products, std::span<const int32_t> groups);

}  // namespace bestand::scoring
