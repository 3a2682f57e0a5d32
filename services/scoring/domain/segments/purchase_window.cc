#include "services/scoring/domain/segments/purchase_window.h"

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {
namespace {

// The probability of a purchase within so many days of the last one.
absl::StatusOr<double> Return(const PurchaseModel& model, const PurchaseHistory& at_last_purchase, int days) {
  ASSIGN_OR_RETURN(const double none, ProbabilityOfNoPurchase(model, at_last_purchase, days / kDaysPerWeek));
  return 1 - none;
}

// The first day, from `low` on, at which the probability reaches `level`.
absl::StatusOr<int> FirstDay(const PurchaseModel& model, const PurchaseHistory& at_last_purchase,
                             double level, int low) {
  int high = kFarthestReturnDays;
  while (low < high) {
    const int middle = (low + high) / 2;
    ASSIGN_OR_RETURN(const double reached, Return(model, at_last_purchase, middle));
    if (reached >= level) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

absl::StatusOr<std::optional<PurchaseWindow>> WindowOf(const PurchaseModel& model, int repeats,
                                                       int recency_days) {
  const PurchaseHistory history = HistoryFromDays(repeats, recency_days, recency_days);
  RETURN_IF_ERROR(CheckOrder(history));
  if (repeats == 0) return std::nullopt;
  ASSIGN_OR_RETURN(const double ever, Return(model, history, kFarthestReturnDays));
  ASSIGN_OR_RETURN(const int opens, FirstDay(model, history, kWindowOpens * ever, 1));
  ASSIGN_OR_RETURN(const int closes, FirstDay(model, history, kWindowCloses * ever, opens));
  return PurchaseWindow{opens, closes};
}

}  // namespace bestand::scoring
