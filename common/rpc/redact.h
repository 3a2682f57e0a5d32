#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace bestand::rpc {

// Returns the message as JSON for a log line: fields whose (bestand.common.v1.sensitivity) is set
// show "[redacted]", in nested messages too.
std::string Redacted(const google::protobuf::Message& message);

}  // namespace bestand::rpc
