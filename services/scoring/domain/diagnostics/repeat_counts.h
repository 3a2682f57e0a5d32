#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/diagnostics/cohorts.h"
#include "services/scoring/domain/models.h"

namespace bestand::scoring {

inline constexpr int kMostRepeatRows = 8;  // 0, 1, ... 6 repeats, and 7 or more

// How many customers made so many repeat purchases: entry x is for x repeats, the last for that many and
// more.
struct RepeatCounts {
  std::vector<int64_t> actual;
  std::vector<double> expected;
};

// Returns P(X = x) for x = 0 ... rows - 2 and P(X >= rows - 1) of a customer who bought first `age_weeks`
// ago. The likelihoods of all families are those of (x, t_x) but for the data's own t_x^(x-1) / (x-1)!, so:
//
//   P(X = 0) = L(0, 0, T),   P(X = x) = integral from 0 to T of L(x, t, T) t^(x-1) / (x-1)! dt
//
// which needs nothing of a model but its likelihood; by 12-point Gauss-Legendre on panels that halve towards
// 0. Absolute error below 1e-9, larger in the regular families, which know times to half a day only. BG/NBD's
// closed form of it: Fader, Hardie, Lee (2005), eq. 8. Fails with MODEL_PARAMETER_INVALID and, with a
// negative age, HISTORY_OUT_OF_ORDER. rows >= 2.
absl::StatusOr<std::vector<double>> RepeatProbabilities(const PurchaseModel& model, double age_weeks,
                                                        int rows);

// Returns actual and expected customers by repeats, of customers with these repeats and cohorts.
absl::StatusOr<RepeatCounts> CountRepeats(const PurchaseModel& model, std::span<const int32_t> repeats,
                                          const Cohorts& cohorts);

}  // namespace bestand::scoring
