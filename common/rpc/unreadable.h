#pragma once

#include "grpcpp/server_builder.h"

namespace bestand::rpc {

// Makes the server answer a request that is no valid message (such as text that is not UTF-8) with
// INVALID_ARGUMENT in words. gRPC's callback API would say UNIMPLEMENTED without a word.
void ExplainUnreadableRequests(grpc::ServerBuilder& builder);

}  // namespace bestand::rpc
