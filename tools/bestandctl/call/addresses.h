#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "common/rpc/channel.h"

namespace bestand::ctl {

// Where the services are and who we are. What is empty is left to its default.
struct AddressSettings {
  std::string addresses_file;                  // JSON: {"consent": "127.0.0.1:7001", …}
  std::map<std::string, std::string> targets;  // by service ("scoring"); win over the file
  std::string ca_file;                         // with it, TLS
  std::string certificate_file, key_file;      // our own certificate
  std::string api_key_file;
  absl::Duration timeout = absl::Seconds(30);
};

// Returns a channel to the service ("customer_profile"). Without file and target its usual address on
// this machine is taken. Fails with SETTING_INVALID when the file cannot be read, or as rpc::Connect.
absl::StatusOr<rpc::Remote> ConnectTo(const AddressSettings& settings, const std::string& service);

// The services and their usual addresses on this machine.
const std::map<std::string, std::string>& UsualAddresses();

}  // namespace bestand::ctl
