#pragma once

#include <compare>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::scoring {

// What is known of a customer and hardly ever changes.
struct Traits {
  std::string kind;     // "PERSON", "COMPANY" or "" while unknown
  std::string country;  // as customer-profile has it; "" while unknown

  auto operator<=>(const Traits&) const = default;
};

// Traits of customers, by customer-profile. Threads may share it.
class TraitSource {
 public:
  virtual ~TraitSource() = default;

  // Returns traits a customer in the order of the ids, of which there are 1 to 1,000; of those unknown or
  // erased nothing is known. Fails with SERVICE_AWAY.
  virtual absl::StatusOr<std::vector<Traits>> FindTraits(std::span<const std::string> customer_ids) = 0;
};

}  // namespace bestand::scoring
