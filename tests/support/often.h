#pragma once

#include <cstdlib>

namespace bestand {

// Returns how often a test does something: `usual`, or under ./bestand test --long as often as it takes to
// show what is promised.
inline int Often(int usual, int in_long) { return std::getenv("BESTAND_LONG") != nullptr ? in_long : usual; }

}  // namespace bestand
