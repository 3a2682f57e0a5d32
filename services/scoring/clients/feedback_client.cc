#include "services/scoring/clients/feedback_client.h"

#include "common/error/error.h"
#include "common/validate/wire_values.h"
#include "services/scoring/clients/read_stream.h"

namespace bestand::scoring {
namespace {

namespace profile = customer_profile::v1;

absl::StatusOr<std::vector<GivenReason>> FromWire(const profile::StreamFeedbackReasonsResponse& chunk) {
  const int rows = chunk.customer_ids_size();
  if (chunk.reasons_size() != rows || chunk.companies_size() != rows) {
    return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                   "customer-profile sent columns of different length; report it with the trace id.");
  }
  std::vector<GivenReason> given;
  for (int row = 0; row < rows; ++row) {
    given.push_back({chunk.customer_ids(row), chunk.reasons(row), chunk.companies(row)});
  }
  return given;
}

}  // namespace

absl::Status FeedbackClient::StreamGivenReasons(
    std::optional<absl::Time> since, absl::FunctionRef<absl::Status(const std::vector<GivenReason>&)> take) {
  profile::StreamFeedbackReasonsRequest request;
  if (since) *request.mutable_since_time() = ToTimestamp(*since);
  const auto context = rpc::NewEndlessContext(client_.remote());
  const auto reader = client_.stub().StreamFeedbackReasons(context.get(), request);
  return ReadStream<profile::StreamFeedbackReasonsResponse>(
      *context, *reader, client_.remote().service, [&](const auto& message) -> absl::Status {
        ASSIGN_OR_RETURN(const auto given, FromWire(message));
        return take(given);
      });
}

}  // namespace bestand::scoring
