#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace bestand::consent {

// A group of customers who buy alike.
struct CustomerSegment {
  std::string name;  // "segments/3"
  std::string display_name;
};

// What some customers should bring in 60 months.
struct ScoredValue {
  int64_t scored = 0;  // customers that scoring knows
  int64_t minor_units = 0;
  std::string currency;
  std::optional<absl::CivilDay> as_of;
};

// Returns what a reader of a report is told when scoring did not answer.
std::string NoteOf(const absl::Status& failure);

// The service scoring, as far as reports need it. Threads may share it. Every call fails with SERVICE_AWAY
// and the like.
class Scores {
 public:
  virtual ~Scores() = default;

  virtual absl::StatusOr<std::vector<CustomerSegment>> Segments() = 0;
  // Calls `take` for all customers of a segment, at most 1,000 at a time; returns early when it fails.
  virtual absl::Status Members(const std::string& segment,
                               absl::FunctionRef<absl::Status(std::span<const std::string>)> take) = 0;
  // Returns what at most 1,000 customers are worth together.
  virtual absl::StatusOr<ScoredValue> ValueOf(std::span<const std::string> customers) = 0;
};

}  // namespace bestand::consent
