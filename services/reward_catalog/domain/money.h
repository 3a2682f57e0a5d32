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

// Returns the amount for people: "GBP 12.50", "JPY 500".
std::string ToText(const Money& money);

}  // namespace bestand::reward_catalog
