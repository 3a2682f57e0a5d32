#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "services/scoring/domain/models.h"

namespace bestand::scoring {

// When a customer's next purchase is due by the own rhythm.
struct PurchaseWindow {
  int32_t opens_after_days;   // of silence
  int32_t closes_after_days;  // of silence, >= opens_after_days
};

inline constexpr double kWindowOpens = .25, kWindowCloses = .90;
inline constexpr int kFarthestReturnDays = 3650;

// Returns the window in which the next purchase comes if one comes within ten years: from its 25 % to its 90
// % quantile, in days of silence. With F(s) = 1 - L(x, t_x, t_x + s) / L(x, t_x, t_x), the probability of a
// purchase within s of the last one, these are the first whole days at which F(s) / F(3650 days) reaches .25
// and .90. Before, it is too early for a customer like this; after, the silence is longer than nine in ten of
// the returns take, and the customer is overdue. Nothing without a repeat: one purchase shows no rhythm. In
// BG/NBD and MBG/NBD the F of those who stay is that of a gamma mixture of exponentials (Lomax), 1 - ((alpha
// + t_x) / (alpha + t_x + s))^(r + x): Fader, Hardie, Lee (2005); the ratio serves every model.
//
// Fails with HISTORY_OUT_OF_ORDER and MODEL_PARAMETER_INVALID as predictions.h. Takes about 30 evaluations of
// the likelihood: keep the answers by (repeats, recency).
absl::StatusOr<std::optional<PurchaseWindow>> WindowOf(const PurchaseModel& model, int repeats,
                                                       int recency_days);

}  // namespace bestand::scoring
