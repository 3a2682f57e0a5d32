#pragma once

#include "common/log/logger.h"

namespace bestand::rpc {

// Lets what gRPC itself has to tell (errors only, unless GRPC_VERBOSITY says more) come out as lines
// of `logger` for as long as this lives. One at a time in a process.
class GrpcLog {
 public:
  explicit GrpcLog(const log::Logger& logger);
  ~GrpcLog();
  GrpcLog(const GrpcLog&) = delete;
  GrpcLog& operator=(const GrpcLog&) = delete;
};

}  // namespace bestand::rpc
