#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/gamma_gamma.h"
#include "services/scoring/domain/models.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

// What to ask of every customer.
struct ScoreTerms {
  int horizon_days = 90;         // for buys_again and expected_purchases; 1 to 3660
  double annual_discount = .10;  // >= 0
  double margin = 1;             // part of the revenue that counts as value; 0 to 1
};

// n customers as columns of n numbers: histories, and the mean value of a repeat purchase day (any
// unit, such as minor units; 0 without a repeat).
struct CustomerColumns {
  HistoryColumns history;
  std::span<const double> mean_value;
};

// n scores as columns of n numbers.
struct ScoreColumns {
  std::vector<double> alive;               // P(still a customer), [0, 1]; never rank by it
  std::vector<double> buys_again;          // P(at least one purchase in the horizon), [0, 1]
  std::vector<double> expected_purchases;  // in the horizon, >= 0
  std::vector<double> expected_value;      // of one purchase day, unit of mean_value
  std::vector<double> clv_12_months;       // discounted purchases x value x margin, unit of mean_value
  std::vector<double> clv_60_months;

  void Resize(size_t rows);
};

// Scores customers in bulk: per distinct (x, day) one table entry, per customer one exponential. A
// customer's score does not depend on who else is scored, to the bit.
// One thread at a time; make one scorer a thread. The tables grow with the (x, day) seen, by 48
// bytes each (k times 40 in the regular families) up to x = 511, and are kept between calls.
class BulkScorer {
 public:
  // Fails with MODEL_PARAMETER_INVALID (fact `parameter`) on parameters or terms out of range.
  static absl::StatusOr<BulkScorer> Make(const PurchaseModel& model, const GammaGamma& spending,
                                         const ScoreTerms& terms);
  BulkScorer(BulkScorer&&);
  BulkScorer& operator=(BulkScorer&&);
  ~BulkScorer();

  // Writes the scores of all rows to `scores`, which is resized. Nobody gives empty columns.
  // Fails with HISTORY_OUT_OF_ORDER (fact `row`) at a row that cannot be: see CheckOrder; also an age
  // beyond 110,000 days, which are three centuries, a mean value that is negative or not finite, columns of
  // different length.
  absl::Status Score(const CustomerColumns& customers, ScoreColumns& scores);

 private:
  class Tables;
  explicit BulkScorer(std::unique_ptr<Tables> tables);
  std::unique_ptr<Tables> tables_;
};

}  // namespace bestand::scoring
