#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bestand {

// Lower-case hexadecimal digits, two a byte.
std::string ToHex(std::string_view bytes);

// The reverse of ToHex, upper case too; nothing when `text` is not hexadecimal.
std::optional<std::string> FromHex(std::string_view text);

// Base64 with padding (RFC 4648, section 4).
std::string ToBase64(std::string_view bytes);

// The reverse of ToBase64; nothing when `text` is not of that form. Missing padding is refused.
std::optional<std::string> FromBase64(std::string_view text);

// Base64 with - and _ and without padding (RFC 4648, section 5): safe in links and file names.
std::string ToBase64Url(std::string_view bytes);

// The reverse of ToBase64Url; nothing when `text` is not of that form. Padding is refused.
std::optional<std::string> FromBase64Url(std::string_view text);

}  // namespace bestand
