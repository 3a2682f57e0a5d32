#pragma once

#include <cstdint>

namespace bestand::scoring {

// Returns how regularly a customer buys: the shape k of gamma distributed gaps. 1 is random (Poisson), above
// it regular as a clock, below it clumpy. Between .3 and 10; 1 with fewer than two gaps.
//
// The maximum likelihood of k depends on s = ln(mean gap) - mean ln(gap) alone; k is taken from it by the
// closed form of Minka, "Estimating a Gamma distribution" (2002), eq. 8, better than 2 %. Since few gaps say
// little, s is averaged with that of a random buyer (Euler's constant), which weighs as much as two gaps. The
// idea of a regularity of one's own: Platzer, Reutterer, Marketing Science 35 (2016).
//
// `log_gaps_milli` as in Behaviour.
double RhythmShape(int repeats, int recency_days, int64_t log_gaps_milli);

// Returns what silence says beyond what it would say of a random buyer: ln P(so long a gap | random) less
// ln P(so long a gap | shape), kept within +-2. Positive when a regular buyer is overdue; negative when a
// clumpy buyer is, or a regular one is not yet. 0 for shape 1. `gap_days` > 0 is the mean gap.
double SilenceEvidence(double shape, double silent_days, double gap_days);

}  // namespace bestand::scoring
