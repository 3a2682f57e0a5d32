#include "common/rpc/data_port.h"

#include "common/error/error.h"

namespace bestand::rpc {

absl::Status CannotListen(const std::string& address, const std::string& setting) {
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 "Cannot listen on " + address + "; choose another " + setting + ".");
}

std::string WithPort(const std::string& address, int port) {
  return address.substr(0, address.rfind(':') + 1) + std::to_string(port);
}

}  // namespace bestand::rpc
