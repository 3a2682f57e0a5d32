#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"

namespace bestand::rpc {

// Returns the failure as it goes over the wire: google.rpc.Status in the details, with ErrorInfo (reason,
// domain "bestand", facts), BadRequest (at most 50 violations, fewer when long; the fact `violations` counts
// all), and RetryInfo where that helps (UNAVAILABLE, OVERLOADED, DATABASE_BUSY). Long texts are cut. A
// failure without a reason was not meant for callers: its text is replaced, its code kept.
grpc::Status ToGrpc(const absl::Status& status);

// The opposite: a failure with reason, facts and violations. What carries no details comes from the
// transport: UNAVAILABLE becomes SERVICE_AWAY, DEADLINE_EXCEEDED becomes DEADLINE_PASSED, the rest
// INTERNAL_ERROR, each with gRPC's code. `service` is who was called, for SERVICE_AWAY.
absl::Status FromGrpc(const grpc::Status& status, std::string_view service = "");

// The same as google.rpc.Status, for results per item of a batch and errors of jobs.
google::rpc::Status ToWireStatus(const absl::Status& status);
absl::Status FromWireStatus(const google::rpc::Status& status);

}  // namespace bestand::rpc
