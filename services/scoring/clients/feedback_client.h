#pragma once

#include "bestand/customer_profile/v1/feedback_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/scoring/work/given_reason_source.h"

namespace bestand::scoring {

// Asks customer-profile which reasons customers gave. Threads may share it.
class FeedbackClient : public GivenReasonSource {
 public:
  explicit FeedbackClient(const rpc::Remote& remote) : client_(remote) {}

  absl::Status StreamGivenReasons(
      std::optional<absl::Time> since,
      absl::FunctionRef<absl::Status(const std::vector<GivenReason>&)> take) override;

 private:
  rpc::Client<customer_profile::v1::FeedbackService> client_;
};

}  // namespace bestand::scoring
