#pragma once

#include <string>

#include "common/html/phrase.h"

namespace bestand::ctl {

// Returns what people call a kind of event, "confirmed by the person"; the kind itself where it has no other
// name.
std::string EventName(const std::string& kind, html::Language language);

}  // namespace bestand::ctl
