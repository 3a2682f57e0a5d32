#include "common/rpc/grpc_log.h"

#include <atomic>

#include "grpc/support/log.h"

namespace bestand::rpc {
namespace {

// gRPC takes a plain function, so the logger has to stand where it can reach it.
std::atomic<const log::Logger*> current = nullptr;

void Write(gpr_log_func_args* args) {
  const log::Logger* logger = current;
  if (logger == nullptr) return;
  const log::Level level =
      args->severity == GPR_LOG_SEVERITY_ERROR ? log::Level::kWarning : log::Level::kDebug;
  logger->Write(level, "grpc", {{"text", args->message}, {"file", args->file}, {"line", args->line}});
}

}  // namespace

GrpcLog::GrpcLog(const log::Logger& logger) {
  current = &logger;
  gpr_set_log_function(Write);
}

GrpcLog::~GrpcLog() {
  gpr_set_log_function(nullptr);
  current = nullptr;
}

}  // namespace bestand::rpc
