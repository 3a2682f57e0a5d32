#pragma once

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {

// Watches the job that a command created until it ends, with a progress bar, and writes how it ended.
// Fails with the job's error when it failed, or CANCELLED.
absl::Status AwaitJob(const Command& command, const rpc::Remote& remote,
                      const google::protobuf::Message& created, const Session& session);

}  // namespace bestand::ctl
