#include "common/rpc/status.h"

#include "common/error/error.h"
#include "google/rpc/error_details.pb.h"

namespace bestand::rpc {
namespace {

constexpr char kDomain[] = "bestand";
constexpr int kRetrySeconds = 1;

bool MayBeTriedAgain(absl::StatusCode code, std::string_view reason) {
  return code == absl::StatusCode::kUnavailable || reason == "OVERLOADED" || reason == "DATABASE_BUSY";
}

google::rpc::ErrorInfo ErrorInfoOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  info.set_reason(ReasonOf(status));
  info.set_domain(kDomain);
  for (const auto& [key, value] : FactsOf(status)) (*info.mutable_metadata())[key] = value;
  return info;
}

google::rpc::BadRequest BadRequestOf(const std::vector<FieldViolation>& violations) {
  google::rpc::BadRequest bad;
  for (const FieldViolation& violation : violations) {
    auto* entry = bad.add_field_violations();
    entry->set_field(violation.field);
    entry->set_description(violation.description);
  }
  return bad;
}

// A failure without a reason comes from a library: its text may hold anything.
absl::Status ForCallers(const absl::Status& status) {
  if (!ReasonOf(status).empty()) return status;
  return Failure(status.code(), "INTERNAL_ERROR",
                 "Something broke that should not; report it with the trace id.");
}

absl::Status FromTransport(const grpc::Status& status, std::string_view service) {
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  const std::string who = service.empty() ? "The service" : "The service " + std::string(service);
  if (code == absl::StatusCode::kUnavailable) {
    return Failure(code, "SERVICE_AWAY", who + " cannot be reached; try again.",
                   {{"service", std::string(service)}});
  }
  if (code == absl::StatusCode::kDeadlineExceeded) {
    return Failure(code, "DEADLINE_PASSED", who + " did not answer in time; give more time or ask for less.");
  }
  return Failure(code, "INTERNAL_ERROR", who + " gave no answer that can be used: " + status.error_message());
}

std::vector<FieldViolation> ViolationsIn(const google::rpc::Status& status) {
  std::vector<FieldViolation> violations;
  google::rpc::BadRequest bad;
  for (const auto& detail : status.details()) {
    if (!detail.UnpackTo(&bad)) continue;
    for (const auto& entry : bad.field_violations())
      violations.push_back({entry.field(), entry.description()});
  }
  return violations;
}

}  // namespace

google::rpc::Status ToWireStatus(const absl::Status& status) {
  google::rpc::Status wire;
  if (status.ok()) return wire;
  const absl::Status shown = ForCallers(status);
  wire.set_code(static_cast<int>(shown.code()));
  wire.set_message(std::string(MessageOf(shown)));
  wire.add_details()->PackFrom(ErrorInfoOf(shown));
  const auto violations = ViolationsOf(shown);
  if (!violations.empty()) wire.add_details()->PackFrom(BadRequestOf(violations));
  if (MayBeTriedAgain(shown.code(), ReasonOf(shown))) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(kRetrySeconds);
    wire.add_details()->PackFrom(retry);
  }
  return wire;
}

absl::Status FromWireStatus(const google::rpc::Status& status) {
  if (status.code() == 0) return absl::OkStatus();
  const auto violations = ViolationsIn(status);
  if (!violations.empty()) return InvalidFields(violations);
  google::rpc::ErrorInfo info;
  for (const auto& detail : status.details()) {
    if (detail.UnpackTo(&info)) break;
  }
  const std::string reason = info.reason().empty() ? "INTERNAL_ERROR" : info.reason();
  return Failure(static_cast<absl::StatusCode>(status.code()), reason, status.message(),
                 Facts(info.metadata().begin(), info.metadata().end()));
}

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status wire = ToWireStatus(status);
  return grpc::Status(static_cast<grpc::StatusCode>(wire.code()), wire.message(), wire.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status, std::string_view service) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status wire;
  const bool ours = !status.error_details().empty() && wire.ParseFromString(status.error_details());
  if (!ours || wire.code() == 0) return FromTransport(status, service);
  return FromWireStatus(wire);
}

}  // namespace bestand::rpc
