#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace bestand::customer_profile {

// One thing that a customer said.
struct Feedback {
  std::string feedback_id;  // a UUID
  int kind = 0;             // FeedbackKind of the proto
  std::string reason;       // a code of the list
  std::string words;
  absl::Time event_time;
};

struct FeedbackReason {
  std::string code;
  std::string display_name;
  bool retired = false;
};
inline constexpr size_t kMaxFeedbackReasons = 200;

// Who gave a reason.
struct GivenReason {
  std::string customer_id;
  std::string reason;
  int kind = 0;
  bool company = false;
};

// Keeps what customers say. Threads may share it. Fails with CUSTOMER_UNKNOWN where a customer is asked for,
// and with DATABASE_AWAY, DATABASE_BUSY and DATABASE_TIMEOUT as the database does.
class FeedbackStore {
 public:
  virtual ~FeedbackStore() = default;

  // Fails with FIELD_INVALID (feedback.reason) when the reason is not on the list, or retired.
  virtual absl::Status Record(std::string_view customer_id, const Feedback& feedback) = 0;
  // Newest first, at most 1000.
  virtual absl::StatusOr<std::vector<Feedback>> List(std::string_view customer_id) = 0;
  // Shows what was said at or after `since`, by time, in chunks of at most 1000.
  virtual absl::Status StreamReasons(
      absl::Time since, absl::FunctionRef<absl::Status(const std::vector<GivenReason>&)> show) = 0;
  // Fails with ROW_REFUSED when there are kMaxFeedbackReasons.
  virtual absl::Status SetReason(const FeedbackReason& reason) = 0;
  // By code.
  virtual absl::StatusOr<std::vector<FeedbackReason>> Reasons() = 0;
};

}  // namespace bestand::customer_profile
