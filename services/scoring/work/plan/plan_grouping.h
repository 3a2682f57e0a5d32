#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/work/customer_score.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Puts each customer of a plan into one of a few groups. Another way to group is another of these.
class PlanGrouping {
 public:
  virtual ~PlanGrouping() = default;

  // At most 1,000.
  virtual std::vector<std::string> Names() const = 0;

  // Returns the place of the customer's group in Names().
  virtual size_t GroupOf(const CustomerScore& score) const = 0;
};

enum class GroupBy { kState, kValueTenth };

// Returns a grouping of a set's customers: by dormancy state ("ACTIVE", ...), or by the tenth of customers
// their 60-month value lies in ("TENTH_1" holds the most valuable; equal values lie in the same tenth). Fails
// as ScoreReader.
absl::StatusOr<std::unique_ptr<PlanGrouping>> MakeGrouping(GroupBy by, ScoreReader& reader,
                                                           int32_t set_number);

}  // namespace bestand::scoring
