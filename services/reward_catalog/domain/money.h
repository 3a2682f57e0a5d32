#pragma once

#include <cstdint>
#include <string>

namespace bestand::reward_catalog {

// An amount in the currency's minor units: 1250 GBP is twelve pounds fifty.
struct Money {
  int64_t minor = 0;
  std::string currency;  // ISO 4217

  bool operator==(const Money&) const = default;
};

// Returns the amount with the decimals of its currency, without the currency: "12.50", "-1.05", "500" of yen.
std::string AmountOf(const Money& money);

}  // namespace bestand::reward_catalog
