#pragma once

#include <string>
#include <string_view>

#include "services/consent/domain/contact_store.h"

namespace bestand::consent {

// Returns a record as few bytes, so that memory holds many. Without what is not kept (address, log
// size) and what the keeper of many knows once for all: whose it is, the past of its version, and of its
// policy all but the version.
std::string Pack(const ContactRecord& record);

// The reverse, for bytes that Pack made.
ContactRecord Unpack(std::string_view bytes);

}  // namespace bestand::consent
