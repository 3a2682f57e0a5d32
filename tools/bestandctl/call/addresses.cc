#include "tools/bestandctl/call/addresses.h"

#include <fstream>

#include "common/error/error.h"
#include "nlohmann/json.hpp"

namespace bestand::ctl {
namespace {

absl::StatusOr<std::string> FromFile(const std::string& file, const std::string& service) {
  std::ifstream input(file);
  const auto addresses = nlohmann::json::parse(input, nullptr, /*allow_exceptions=*/false);
  if (!addresses.is_object() || !addresses.contains(service) || !addresses[service].is_string())
    return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                   "The addresses file has no address of " + service +
                       "; start the suite with ./bestand up, or give --address " + service + "=HOST:PORT.");
  return addresses[service].get<std::string>();
}

absl::StatusOr<std::string> TargetOf(const AddressSettings& settings, const std::string& service) {
  if (const auto given = settings.targets.find(service); given != settings.targets.end())
    return given->second;
  if (!settings.addresses_file.empty()) return FromFile(settings.addresses_file, service);
  return UsualAddresses().at(service);
}

}  // namespace

const std::map<std::string, std::string>& UsualAddresses() {
  static const auto& addresses =
      *new std::map<std::string, std::string>{{"consent", "127.0.0.1:7001"},
                                              {"customer_profile", "127.0.0.1:7002"},
                                              {"scoring", "127.0.0.1:7003"},
                                              {"reward_catalog", "127.0.0.1:7004"}};
  return addresses;
}

absl::StatusOr<rpc::Remote> ConnectTo(const AddressSettings& settings, const std::string& service) {
  config::UpstreamSettings upstream;
  ASSIGN_OR_RETURN(upstream.target, TargetOf(settings, service));
  upstream.tls.ca_file = settings.ca_file;
  upstream.tls.certificate_file = settings.certificate_file;
  upstream.tls.key_file = settings.key_file;
  upstream.api_key_file = settings.api_key_file;
  upstream.insecure = settings.ca_file.empty();
  upstream.timeout = settings.timeout;
  return rpc::Connect(upstream, service, "bestandctl");
}

}  // namespace bestand::ctl
