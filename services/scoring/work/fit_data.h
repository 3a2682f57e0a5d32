#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/jobs/runner.h"
#include "services/scoring/domain/purchase_history.h"
#include "services/scoring/work/covariate_coding.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// The purchase summaries of all customers as the models want them: columns, one row a customer.
struct FitData {
  std::vector<int32_t> repeats, recency_days, age_days;
  std::vector<double> mean_value;        // of repeat purchase days, in units of the currency; 0 without any
  std::vector<double> total_value;       // net value of everything, at least 0, in units of the currency
  std::vector<int32_t> holdout_repeats;  // filled when a hold-out was asked for
  Currency currency;
  int32_t early_day = 0;     // by then one customer in twenty had bought: some odd old dates move it little
  int32_t as_of_day = 0;     // the day seen from
  double mean_purchase = 0;  // net value of all purchases over all purchase days
  int64_t negative_spender = 0;  // customers whose repeat purchases were worth less than nothing

  std::vector<Traits> known_traits;  // each once, where they were asked for
  std::vector<uint32_t> traits_of;   // of each customer, as a place in known_traits

  HistoryColumns History() const { return {repeats, recency_days, age_days}; }
  std::vector<int32_t> Today() const { return std::vector<int32_t>(repeats.size(), as_of_day); }
  // Customers by their traits.
  std::map<Traits, int64_t> CountTraits() const;
  // The group of each customer.
  std::vector<uint8_t> GroupsBy(const CovariateCoding& coding) const;
};

// Returns the data of all who bought by the query's as-of day, or else by the last purchase day of all.
// Reports customers read to `job`; CANCELLED when it is to stop.
// Fails with CURRENCY_MIXED (facts `have`, `need`), and as SummarySource.
absl::StatusOr<FitData> CollectFitData(SummarySource& source, const SummaryQuery& query,
                                       jobs::JobContext& job);

// What Cancelled() asks for.
absl::Status Stopped();

// CURRENCY_MIXED unless `have` is empty or equals `need`.
absl::Status CheckCurrency(const std::string& have, const std::string& need);

}  // namespace bestand::scoring
