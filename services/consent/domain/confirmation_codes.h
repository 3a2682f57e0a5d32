#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/domain/mail_limits.h"

namespace bestand::consent {

// Returns 32 random bytes in base64 without padding. Never begins as an option of a command does, behind
// which people put it.
std::string NewToken();

// Returns six digits, each equally likely.
std::string NewCode();

// Returns a code as it is kept, without its mail and end. Fails when the key cannot be read.
absl::StatusOr<ConfirmationCode> CodeOf(const AddressKey& key, std::string_view handle,
                                        std::string_view code);

}  // namespace bestand::consent
