#pragma once

#include <string>

#include "absl/time/time.h"
#include "common/auth/caller.h"

namespace bestand::rpc {

// What a method may know of the call it answers. Lives as long as the work.
struct CallFacts {
  const auth::Caller& caller;
  const std::string& trace_id;  // 32 hex digits, from `traceparent` or made here
  absl::Time deadline;          // InfiniteFuture when the caller gave none
};

// A unary call.
template <class Request, class Response>
struct Call : CallFacts {
  const Request& request;
  Response& response;  // empty; sent when the work returns OK
};

// A call that answers with a stream.
template <class Request>
struct StreamCall : CallFacts {
  const Request& request;
};

// A call that sends a stream.
template <class Response>
struct ReceiveCall : CallFacts {
  Response& response;
};

}  // namespace bestand::rpc
