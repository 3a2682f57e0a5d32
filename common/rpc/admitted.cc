#include "common/rpc/admitted.h"

#include <chrono>
#include <exception>
#include <typeinfo>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/rpc/credentials.h"
#include "common/rpc/current_call.h"
#include "common/rpc/status.h"
#include "common/time/deadline.h"

namespace bestand::rpc {
namespace {

absl::Time DeadlineOf(const grpc::CallbackServerContext& context) {
  const auto deadline = context.deadline();
  return deadline == std::chrono::system_clock::time_point::max() ? absl::InfiniteFuture()
                                                                  : absl::FromChrono(deadline);
}

absl::Status Broken(const std::string& trace_id) {
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "Something broke that should not; report it with the trace id " + trace_id + ".",
                 {{"trace_id", trace_id}});
}

}  // namespace

absl::Status Overloaded() {
  return Failure(absl::StatusCode::kResourceExhausted, "OVERLOADED",
                 "The service has more work than it can queue; try again later with fewer calls at once.");
}

absl::Status ServerStops() {
  return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "The service stops; connect again.");
}

Admitted::Admitted(Runtime& runtime, const grpc::CallbackServerContext& context,
                   const google::protobuf::Descriptor& request)
    : runtime_(runtime),
      context_(context),
      begin_(absl::Now()),
      deadline_(DeadlineOf(context)),
      method_(runtime.methods().Find(request)),
      trace_id_(TraceIdOf(MetadataOf(context, "traceparent"))),
      status_(Admit()) {}

absl::Status Admitted::Admit() {
  ASSIGN_OR_RETURN(caller_, runtime_.gate().Identify(CredentialsOf(context_)));
  return auth::Authorise(*caller_, method_ == nullptr ? "" : method_->scope());
}

absl::Status Admitted::Run(absl::FunctionRef<absl::Status()> work) const {
  if (!status_.ok()) return status_;
  if (absl::Now() >= deadline_) {
    return Failure(absl::StatusCode::kDeadlineExceeded, "DEADLINE_PASSED",
                   "The deadline passed before the work began; give more time.");
  }
  if (context_.IsCancelled()) return absl::CancelledError();
  const DeadlineScope deadline(deadline_);
  const TraceScope trace(trace_id_);
  try {
    return work();
  } catch (const std::exception& error) {
    // What a library says may hold personal data (SOCI quotes bound values): only its type is logged.
    runtime_.logger().Error("exception", {{"type", typeid(error).name()}, {"trace_id", trace_id_}});
  } catch (...) {
    runtime_.logger().Error("exception", {{"type", "unknown"}, {"trace_id", trace_id_}});
  }
  return Broken(trace_id_);
}

grpc::Status Admitted::End(const absl::Status& status) const {
  const absl::Duration duration = absl::Now() - begin_;
  if (method_ != nullptr) method_->Observe(status.code(), duration);
  Log(status, duration);
  return ToGrpc(status);
}

// Reads that went well are told only in debug logs: there are thousands of them a second.
void Admitted::Log(const absl::Status& status, absl::Duration duration) const {
  const bool quiet = status.ok() && method_ != nullptr && method_->reads_only();
  const bool broken =
      status.code() == absl::StatusCode::kInternal || status.code() == absl::StatusCode::kUnknown;
  const log::Level level = quiet ? log::Level::kDebug : broken ? log::Level::kError : log::Level::kInfo;
  if (!runtime_.logger().Writes(level)) return;
  runtime_.logger().Write(level, "rpc",
                          {{"method", method_ == nullptr ? "unknown" : method_->name()},
                           {"caller", caller_ == nullptr ? "unknown" : caller_->name},
                           {"code", absl::StatusCodeToString(status.code())},
                           {"reason", ReasonOf(status)},
                           {"milliseconds", absl::ToDoubleMilliseconds(duration)},
                           {"trace_id", trace_id_}});
}

}  // namespace bestand::rpc
