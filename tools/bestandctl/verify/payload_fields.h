#pragma once

#include <map>
#include <string>

namespace bestand::ctl {

// What was recorded about an event, by the names of its lines.
using Payload = std::map<std::string, std::string>;

// Reads "name=value" lines.
Payload PayloadOf(const std::string& text);

// Returns the value of a name; "" when it was not recorded.
std::string ValueIn(const Payload& payload, const std::string& name);

}  // namespace bestand::ctl
