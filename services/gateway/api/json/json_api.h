#pragma once

#include <map>
#include <string>

#include "common/rpc/channel.h"
#include "services/gateway/api/http/exchange.h"

namespace bestand::gateway {

// Answers POST /{package.Service}/{Method} with JSON for every unary RPC of the services it knows, as the
// Connect protocol does: the request's fields as JSON, the answer's too, a failure as {"code", "message",
// "details"}. The caller's own authorisation is passed on, and nothing of the gateway's. Threads may share
// it.
class JsonApi {
 public:
  // By package, such as "bestand.consent.v1". The channels must not say who we are.
  explicit JsonApi(std::map<std::string, rpc::Remote> services) : services_(std::move(services)) {}

  HttpAnswer Call(const HttpRequest& request) const;

 private:
  absl::StatusOr<std::string> Answer(const HttpRequest& request) const;

  const std::map<std::string, rpc::Remote> services_;
};

// Returns the HTTP status that the Connect protocol gives a failure: 400 for INVALID_ARGUMENT, 503 for
// UNAVAILABLE, …
int HttpStatusOf(absl::StatusCode code);

}  // namespace bestand::gateway
