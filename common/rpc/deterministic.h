#pragma once

#include <initializer_list>
#include <string>

#include "google/protobuf/message.h"

namespace bestand::rpc {

// Returns the message's type and bytes without the named fields: equal for equal messages, within one
// version of the program. Fields that the message does not have are skipped.
std::string DeterministicBytes(const google::protobuf::Message& message,
                               std::initializer_list<const char*> without);

}  // namespace bestand::rpc
