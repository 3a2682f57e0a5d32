#pragma once

#include <string_view>

#include "common/auth/gate.h"
#include "grpcpp/server_context.h"

namespace bestand::rpc {

// Returns what a call brings to prove who makes it; the views live as long as the context.
auth::Credentials CredentialsOf(const grpc::ServerContextBase& context);

// Returns the first value of a metadata key, or "".
std::string_view MetadataOf(const grpc::ServerContextBase& context, const char* key);

}  // namespace bestand::rpc
