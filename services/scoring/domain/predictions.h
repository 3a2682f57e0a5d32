#pragma once

#include "absl/status/statusor.h"
#include "services/scoring/domain/models.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

// What a model says of one customer. For many customers BulkScorer is a hundred times faster.
//
// All functions fail with HISTORY_OUT_OF_ORDER (see CheckOrder) and MODEL_PARAMETER_INVALID (see
// CheckModel); a horizon or rate that is negative or not finite fails with MODEL_PARAMETER_INVALID
// and the fact `parameter`.

// The time that is looked at: (T, T + weeks], money discounted continuously.
struct Horizon {
  double weeks;                // > 0
  double weekly_discount = 0;  // >= 0; see WeeklyDiscount
};

// Returns the continuous rate a week that equals `annual_discount` a year, such as .10: ln(1.1)/52.18.
double WeeklyDiscount(double annual_discount);

// Returns the log-likelihood of the history, without constants in x alone (no x!).
// Source: BG Fader, Hardie, Lee (2005) eq. 6; MBG Batislam et al. (2007) eq. 5; Pareto Fader, Hardie
// (2005) eq. 18 as the sum of "alive at T" and an integral over the time of leaving.
absl::StatusOr<double> LogLikelihood(const PurchaseModel& model, const PurchaseHistory& history);

// Returns the probability, in [0, 1], that the customer is still a customer at T.
// BG/NBD gives 1 without a repeat, NBD always: never rank customers by it; see ProbabilityOfPurchase.
absl::StatusOr<double> ProbabilityAlive(const PurchaseModel& model, const PurchaseHistory& history);

// Returns the probability, in [0, 1], that no purchase comes in (T, T + weeks]:
// L(x, t_x, T + weeks) / L(x, t_x, T), which holds for every model. Absolute error about 1e-14 (1e-11
// beyond a thousand repeats).
absl::StatusOr<double> ProbabilityOfNoPurchase(const PurchaseModel& model, const PurchaseHistory& history,
                                               double weeks);

// Returns the expected number of purchases in (T, T + weeks], each counted e^(-weekly_discount * t).
// The integral of P(alive) times the purchase rate, by 12-point Gauss-Legendre in log time on panels
// at most 2 wide: relative error below 1e-12 up to ten years (1e-6 when alpha + T is less than a
// five-thousandth of the horizon, in BG/NBD and MBG/NBD only).
absl::StatusOr<double> ExpectedPurchases(const PurchaseModel& model, const PurchaseHistory& history,
                                         const Horizon& horizon);

// Returns the same for somebody who buys for the first time now; the first purchase is not counted.
absl::StatusOr<double> ExpectedPurchasesOfNewcomer(const PurchaseModel& model, const Horizon& horizon);

// Returns the discounted expected purchases over all time to come (DERT of Pareto/NBD: Fader, Hardie,
// Lee, "RFM and CLV", J. of Marketing Research 42 (2005) eq. 2; the same integral for the others).
// `weekly_discount` must be > 0. The integral ends where the discount is below 1e-19.
absl::StatusOr<double> DiscountedResidualPurchases(const PurchaseModel& model, const PurchaseHistory& history,
                                                   double weekly_discount);

}  // namespace bestand::scoring
