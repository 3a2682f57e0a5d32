#include "common/rpc/status.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/log/utf8.h"
#include "google/rpc/error_details.pb.h"

namespace bestand::rpc {
namespace {

constexpr char kDomain[] = "bestand";
constexpr int kRetrySeconds = 1;

// A failure travels in gRPC's trailers, of which clients take 8 KiB in all, details and message both;
// beyond that they see the transport's RESOURCE_EXHAUSTED instead. So each part has its bound.
constexpr int kMostViolations = 50;
constexpr size_t kViolationsBytes = 3000;
constexpr size_t kFieldBytes = 64;
constexpr size_t kDescriptionBytes = 200;
constexpr size_t kMessageBytes = 400;
constexpr size_t kFactBytes = 128;

// Cuts between characters.
std::string Shortened(std::string_view text, size_t most) {
  if (text.size() <= most) return std::string(text);
  constexpr std::string_view kMore = "…";
  size_t end = 0;
  while (true) {
    const size_t next = end + std::max<size_t>(1, log::Utf8Length(text.substr(end)));
    if (next + kMore.size() > most) break;
    end = next;
  }
  return std::string(text.substr(0, end)).append(kMore);
}

bool MayBeTriedAgain(absl::StatusCode code, std::string_view reason) {
  return code == absl::StatusCode::kUnavailable || reason == "OVERLOADED" || reason == "DATABASE_BUSY";
}

google::rpc::ErrorInfo ErrorInfoOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  info.set_reason(ReasonOf(status));
  info.set_domain(kDomain);
  for (const auto& [key, value] : FactsOf(status))
    (*info.mutable_metadata())[key] = Shortened(value, kFactBytes);
  return info;
}

// The first ones; the fact `violations` says how many there are.
google::rpc::BadRequest BadRequestOf(const std::vector<FieldViolation>& violations) {
  google::rpc::BadRequest bad;
  for (const FieldViolation& violation : violations) {
    auto* entry = bad.add_field_violations();
    entry->set_field(Shortened(violation.field, kFieldBytes));
    entry->set_description(Shortened(violation.description, kDescriptionBytes));
    if (bad.field_violations_size() <= kMostViolations && bad.ByteSizeLong() <= kViolationsBytes) continue;
    bad.mutable_field_violations()->RemoveLast();
    break;
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

// Reason, message and count are kept as they came: not all violations need have come along.
void CopyViolations(const google::rpc::Status& from, absl::Status& to) {
  const auto violations = ViolationsIn(from);
  if (violations.empty()) return;
  InvalidFields(violations).ForEachPayload([&to](absl::string_view url, const absl::Cord& payload) {
    if (!to.GetPayload(url).has_value()) to.SetPayload(url, payload);
  });
}

}  // namespace

google::rpc::Status ToWireStatus(const absl::Status& status) {
  google::rpc::Status wire;
  if (status.ok()) return wire;
  const absl::Status shown = ForCallers(status);
  wire.set_code(static_cast<int>(shown.code()));
  wire.set_message(Shortened(MessageOf(shown), kMessageBytes));
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
  google::rpc::ErrorInfo info;
  for (const auto& detail : status.details()) {
    if (detail.UnpackTo(&info)) break;
  }
  const std::string reason = info.reason().empty() ? "INTERNAL_ERROR" : info.reason();
  absl::Status failure = Failure(static_cast<absl::StatusCode>(status.code()), reason, status.message(),
                                 Facts(info.metadata().begin(), info.metadata().end()));
  CopyViolations(status, failure);
  return failure;
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
