#pragma once

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/rpc/call.h"
#include "common/rpc/runtime.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"

namespace bestand::rpc {

// One call from its arrival to its end: who makes it, whether they may, its deadline, its trace, its
// line in the log. What Answer, Stream and Receive have in common; methods don't use it themselves.
// One thread at a time.
class Admitted {
 public:
  // Authenticates and authorises: see status().
  Admitted(Runtime& runtime, const grpc::CallbackServerContext& context,
           const google::protobuf::Descriptor& request);

  // OK, CALLER_UNKNOWN or SCOPE_MISSING.
  const absl::Status& status() const { return status_; }

  // Only when status() is OK.
  CallFacts facts() const { return {*caller_, trace_id_, deadline_}; }

  // Returns what `work` returns, having run it with deadline and trace id in force on this thread;
  // an exception becomes INTERNAL_ERROR. Without running it, returns status() when that is not OK,
  // DEADLINE_PASSED when the deadline is over, CANCELLED when the caller has gone.
  absl::Status Run(absl::FunctionRef<absl::Status()> work) const;

  // Counts and logs the end of the call; returns what goes over the wire.
  grpc::Status End(const absl::Status& status) const;

  const Method* method() const { return method_; }

 private:
  absl::Status Admit();
  void Log(const absl::Status& status, absl::Duration duration) const;

  Runtime& runtime_;
  const grpc::CallbackServerContext& context_;
  const absl::Time begin_;
  const absl::Time deadline_;
  const Method* const method_;
  const std::string trace_id_;
  std::shared_ptr<const auth::Caller> caller_;
  absl::Status status_;
};

// The failure of a call for which there is no thread and no room to wait.
absl::Status Overloaded();

// The failure of a stream that ends because the server does.
absl::Status ServerStops();

}  // namespace bestand::rpc
