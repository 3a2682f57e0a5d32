#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"

namespace bestand::scoring {

// What contracts did when they came up for renewal, by how often it was their turn: element k counts those at
// their (k+1)-th renewal date. Contracts of any age may be in it, also ones whose first renewals nobody saw:
// a renewal counts where it was seen. Both columns have the same length.
struct Renewals {
  std::vector<int64_t> renewed;
  std::vector<int64_t> left;
  int64_t contracts = 0;  // that came up for renewal at least once

  int64_t TotalRenewed() const;
  int64_t TotalLeft() const;
};

// One contract: it was seen from its renewal number `first` on (1 for the first of all), came through
// `renewed` renewals, and then left, or has not come up again yet.
struct ContractCourse {
  int first = 1;  // 1 to 10,000
  int renewed;    // >= 0; first + renewed at most 10,000
  bool left;      // at the renewal after the last one
};

inline constexpr int kMostRenewals = 10'000;

// Adds a contract. Fails with HISTORY_OUT_OF_ORDER when its course cannot be.
absl::Status AddContract(const ContractCourse& course, Renewals& renewals);

// Adds a cohort that `started` together and of which lost[k] left at their (k+1)-th renewal date; those that
// remain have not come up again yet. Fails with HISTORY_OUT_OF_ORDER when more left than started, or a count
// is negative.
absl::Status AddCohort(int64_t started, std::span<const int64_t> lost, Renewals& renewals);

}  // namespace bestand::scoring
