#pragma once

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "common/rpc/channel.h"
#include "common/rpc/status.h"

namespace bestand::rpc {

// The RPCs of one generated service at a Remote. Threads may share it.
//
//     rpc::Client<scoring::v1::ScoreService> scores(remote);
//     using Stub = scoring::v1::ScoreService::Stub;
//     ASSIGN_OR_RETURN(const auto answer, scores.Call(&Stub::GetScore, request));
template <class Service>
class Client {
 public:
  using Stub = typename Service::Stub;
  explicit Client(Remote remote) : remote_(std::move(remote)), stub_(Service::NewStub(remote_.channel)) {}

  // Calls a unary method and waits for its answer, until the deadline of the call being answered or
  // for the remote's timeout (or `timeout`), whichever is sooner. Fails as FromGrpc says.
  template <class Request, class Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request,
                                std::optional<absl::Duration> timeout = std::nullopt) const {
    const auto context = NewContext(remote_, timeout.value_or(remote_.timeout));
    Response response;
    const grpc::Status status = (stub_.get()->*method)(context.get(), request, &response);
    if (!status.ok()) return FromGrpc(status, remote_.service);
    return response;
  }

  // For streams: open them with NewContext or NewEndlessContext, end them with FromGrpc.
  Stub& stub() const { return *stub_; }
  const Remote& remote() const { return remote_; }

 private:
  Remote remote_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace bestand::rpc
