#include <iostream>

#include "common/error/error.h"
#include "tools/bestandctl/call/health.h"
#include "tools/bestandctl/output/table.h"
#include "tools/bestandctl/special/special.h"

namespace bestand::ctl {
namespace {

std::string StateOf(const AddressSettings& addresses, const std::string& service) {
  const auto remote = ConnectTo(addresses, service);
  if (!remote.ok()) return std::string(MessageOf(remote.status()));
  const auto ready = IsReady(*remote);
  if (!ready.ok()) return "away";
  return *ready ? "ready" : "not ready: its database is away or of another schema";
}

}  // namespace

absl::Status WriteStatus(const Session& session) {
  Table table{{{"SERVICE"}, {"STATE"}}, {}};
  bool all_ready = true;
  for (const auto& [service, usual] : UsualAddresses()) {
    const std::string state = StateOf(session.addresses, service);
    all_ready = all_ready && state == "ready";
    table.rows.push_back({service, state});
  }
  session.format == Format::kCsv ? WriteCsv(table, std::cout) : WriteTable(table, std::cout);
  if (!all_ready)
    return absl::UnavailableError(
        "Not all services are ready; start them with ./bestand up, or see their logs.");
  return absl::OkStatus();
}

}  // namespace bestand::ctl
