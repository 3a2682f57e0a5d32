#pragma once

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/error/error.h"
#include "common/rpc/status.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/sync_stream.h"

namespace bestand::scoring {

// Shows every message of a stream to `take` and waits for its end. The first failure of `take` cancels the
// stream and is returned, otherwise the stream's own failure, which names `service`.
template <class Message>
absl::Status ReadStream(grpc::ClientContext& context, grpc::ClientReader<Message>& reader,
                        const std::string& service, absl::FunctionRef<absl::Status(const Message&)> take) {
  Message message;
  absl::Status taken;
  while (taken.ok() && reader.Read(&message)) taken = take(message);
  if (!taken.ok()) context.TryCancel();
  const grpc::Status ended = reader.Finish();
  if (!taken.ok() || ended.ok()) return taken;
  return rpc::FromGrpc(ended, service);
}

}  // namespace bestand::scoring
