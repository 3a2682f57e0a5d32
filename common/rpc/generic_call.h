#pragma once

#include <functional>

#include "absl/status/status.h"
#include "common/rpc/channel.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace bestand::rpc {

// Calls a unary method by its path ("/package.Service/Method") with serialised messages, for at most
// `timeout`. Fails as FromGrpc says.
absl::StatusOr<std::string> CallRaw(const Remote& remote, const std::string& path, const std::string& request,
                                    absl::Duration timeout);

// Calls any unary method of the linked protos and waits for its answer, for at most the remote's
// timeout. Fails as FromGrpc says.
absl::Status CallUnary(const Remote& remote, const google::protobuf::MethodDescriptor& method,
                       const google::protobuf::Message& request, google::protobuf::Message& response);

// Calls any method that answers with a stream; `take` gets each message and returns false to stop.
// Waits without a time limit. Fails as FromGrpc says; being stopped by `take` is OK.
absl::Status CallStream(const Remote& remote, const google::protobuf::MethodDescriptor& method,
                        const google::protobuf::Message& request,
                        const std::function<bool(const google::protobuf::Message&)>& take);

// Returns an empty message of a linked proto.
std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor& type);

}  // namespace bestand::rpc
