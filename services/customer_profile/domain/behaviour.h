#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace bestand::customer_profile {

// How one customer who bought behaves; see BehaviourColumns in behaviour_service.proto.
struct Behaviour {
  std::string customer_id;
  int bucket = 0;
  int64_t bought_months = 0;
  int64_t log_gaps_milli = 0;
  int64_t earlier_value_minor = 0;
  int64_t items = 0;
  int64_t earlier_items = 0;
  int64_t returned_permille = 0;
  int64_t open_complaints = 0;
  int64_t unanswered_contacts = 0;
  int64_t recent_contacts = 0;
  std::optional<int64_t> last_inbound_day;
  std::optional<int64_t> contract_end_day;

  bool operator==(const Behaviour&) const = default;
};

struct BehaviourOrder {
  std::optional<int64_t> as_of;  // as they were at the end of this day; now without it
  int first_bucket = 0;
  int end_bucket = 1024;
};

// Knows how customers behave. Threads may share it. Fails with DATABASE_AWAY, DATABASE_BUSY and
// DATABASE_TIMEOUT as the database does.
class BehaviourStore {
 public:
  virtual ~BehaviourStore() = default;

  // Returns those of customers who had bought, in no order.
  virtual absl::StatusOr<std::vector<Behaviour>> Find(std::span<const std::string> customer_ids,
                                                      std::optional<int64_t> as_of) = 0;

  // Shows all of the buckets, by bucket and customer id. Each some thousand are read together, as of that
  // moment, and no session is held while they are shown.
  virtual absl::Status Stream(const BehaviourOrder& order,
                              absl::FunctionRef<absl::Status(const Behaviour&)> show) = 0;
};

}  // namespace bestand::customer_profile
