#pragma once

#include <string_view>

#include "services/gateway/domain/phrase.h"

namespace bestand::gateway {

// Returns what an event is called before the person it is about, by its kind such as "CONFIRMED".
const Phrase& TextOfEvent(std::string_view kind);

}  // namespace bestand::gateway
