#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"

namespace bestand::scoring {

// What a fit needs a number of.
struct Need {
  std::string_view of;    // for programs: "customers"
  std::string_view what;  // in words: "customers with a renewal behind them"
  int64_t have;
  int64_t need;
};

// Fails with TOO_FEW_CUSTOMERS (facts `have`, `need`, `of`) when there are fewer than needed.
absl::Status CheckEnough(const Need& need);

}  // namespace bestand::scoring
