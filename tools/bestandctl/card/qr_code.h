#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace bestand::ctl {

// Returns a QR code (ISO/IEC 18004, error correction M, with its quiet zone) of a text as one SVG image,
// black on white. Fails for an empty text and for more than 2,331 bytes, which no code holds.
absl::StatusOr<std::string> QrCodeSvg(std::string_view text);

}  // namespace bestand::ctl
