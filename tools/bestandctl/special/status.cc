#include <iostream>

#include "common/rpc/client.h"
#include "tools/bestandctl/output/table.h"
#include "tools/bestandctl/special/special.h"

namespace bestand::ctl {
namespace {

// Whether a service answers: its channel becomes ready in time.
std::string StateOf(const rpc::Remote& remote) {
  const auto deadline = std::chrono::system_clock::now() + std::chrono::seconds(3);
  return remote.channel->WaitForConnected(deadline) ? "ready" : "away";
}

}  // namespace

absl::Status WriteStatus(const Session& session) {
  Table table{{{"SERVICE"}, {"STATE"}}, {}};
  bool all_ready = true;
  for (const auto& [service, usual] : UsualAddresses()) {
    const auto remote = ConnectTo(session.addresses, service);
    const std::string state = remote.ok() ? StateOf(*remote) : std::string(remote.status().message());
    all_ready = all_ready && state == "ready";
    table.rows.push_back({service, state});
  }
  WriteTable(table, std::cout);
  if (!all_ready) return absl::UnavailableError("Not all services answer; start them with ./bestand up.");
  return absl::OkStatus();
}

}  // namespace bestand::ctl
