#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {

// What was typed for one command: texts by dotted field, and the rest.
struct Typed {
  std::map<std::string, std::vector<std::string>> fields;
  std::string request_json;  // the whole request as JSON, before the fields; "" without
  bool wait = true;          // for jobs
};

// Returns the method of a command; it exists, as a test proves.
const google::protobuf::MethodDescriptor& MethodOf(const Command& command);

// Builds the request, calls, and writes the answer to standard output. A mutation without a request id
// gets a new one. Fails as the method does, or with FIELD_INVALID.
absl::Status Run(const Command& command, const Typed& typed, const Session& session);

}  // namespace bestand::ctl
