#pragma once

#include <array>

namespace bestand::scoring {

// As many numbers as a Gauss rule has points, which loops handle together.
inline constexpr int kLanes = 12;
using Lanes = std::array<double, kLanes>;

// Writes e^x of each, as BoundedExp does.
void ExpOfAll(const Lanes& x, Lanes& result);

}  // namespace bestand::scoring
