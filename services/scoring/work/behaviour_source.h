#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/scoring/domain/dormancy/behaviour.h"

namespace bestand::scoring {

struct BehaviourQuery {
  std::optional<int32_t> as_of_day;  // as they were at the end of it; now if unset
  int first_bucket = 0;              // 0 to 1023
  int end_bucket = 1024;             // the one behind the last
};

// Behaviours of some customers in columns of equal length.
struct BehaviourChunk {
  std::vector<std::string> customer_ids;
  std::vector<Behaviour> behaviours;
};

// How customers behave, by customer-profile. Threads may share it. Fails with SERVICE_AWAY.
class BehaviourSource {
 public:
  virtual ~BehaviourSource() = default;

  // Returns a behaviour a customer in the order of the ids, of which there are 1 to 1,000; nothing is known
  // of customers who never bought.
  virtual absl::StatusOr<std::vector<Behaviour>> FindBehaviours(std::span<const std::string> customer_ids,
                                                                std::optional<int32_t> as_of_day) = 0;

  // Shows those of all who bought, in chunks of about 1,000. Ends with the first failure of `take`.
  virtual absl::Status StreamBehaviours(const BehaviourQuery& query,
                                        absl::FunctionRef<absl::Status(const BehaviourChunk&)> take) = 0;
};

}  // namespace bestand::scoring
