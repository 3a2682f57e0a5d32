#include "common/rpc/once.h"

#include "common/auth/policy.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/rpc/deterministic.h"
#include "common/validate/names.h"

namespace bestand::rpc {
namespace {

using google::protobuf::Message;

// An id that is no UUID is for the method's own check to refuse, together with all else that is
// wrong; until then it is kept apart by its hash, so that protection never depends on that check.
std::string AsUuid(std::string_view request_id) {
  if (IsUuid(request_id)) return std::string(request_id);
  const std::string hex = auth::DigestOf(request_id);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" +
         hex.substr(20, 12);
}

absl::Status Read(const std::string& answer, Message& response) {
  if (response.ParseFromString(answer)) return absl::OkStatus();
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "The stored answer cannot be read; use a new request id.");
}

}  // namespace

std::optional<idempotency::ReplayKey> ReplayKeyOf(Runtime& runtime, const Attempt& attempt) {
  if (attempt.request_id.empty() || runtime.replays() == nullptr) return std::nullopt;
  const Method* method = runtime.methods().Find(*attempt.request.GetDescriptor());
  return idempotency::ReplayKey{
      AsUuid(attempt.request_id), "/" + (method == nullptr ? std::string() : method->name()),
      std::string(attempt.caller), auth::DigestOf(DeterministicBytes(attempt.request, {"request_id"}))};
}

absl::StatusOr<bool> FindAnswer(Runtime& runtime, const Attempt& attempt, Message& response) {
  const auto key = ReplayKeyOf(runtime, attempt);
  if (!key.has_value()) return false;
  ASSIGN_OR_RETURN(const auto answer, runtime.replays()->Find(*key));
  if (!answer.has_value()) return false;
  RETURN_IF_ERROR(Read(*answer, response));
  return true;
}

absl::Status Once(Runtime& runtime, const Attempt& attempt, Message& response,
                  absl::FunctionRef<absl::Status()> work) {
  const auto key = ReplayKeyOf(runtime, attempt);
  if (!key.has_value()) return work();
  ASSIGN_OR_RETURN(const std::string answer,
                   runtime.replays()->Once(*key, [&]() -> absl::StatusOr<std::string> {
                     response.Clear();
                     RETURN_IF_ERROR(work());
                     return response.SerializeAsString();
                   }));
  // Not what work left in `response`: that may have been rolled back, and another's answer kept.
  return Read(answer, response);
}

}  // namespace bestand::rpc
