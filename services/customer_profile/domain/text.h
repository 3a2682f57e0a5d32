#pragma once

#include <string>
#include <string_view>

namespace bestand::customer_profile {

// Says whether every byte is below 0x80.
bool IsAscii(std::string_view text);

// Says whether `text` is well-formed UTF-8 (no surrogates, nothing overlong).
bool IsUtf8(std::string_view text);

// Says whether there is a control character (below 0x20, or 0x7F) in `text`; NUL is one.
bool HasControls(std::string_view text);

// Turns Windows-1252 into UTF-8; the five bytes that stand for nothing become U+FFFD.
std::string FromWindows1252(std::string_view text);

// Returns `text` with NUL bytes and everything that is not UTF-8 replaced by U+FFFD: fit to be stored.
std::string Storable(std::string_view text);

// How many characters (code points) well-formed UTF-8 has.
size_t CharactersIn(std::string_view text);

// The first `count` characters of well-formed UTF-8.
std::string_view FirstCharacters(std::string_view text, size_t count);

// `text` without blanks and tabs at both ends.
std::string_view Trimmed(std::string_view text);

}  // namespace bestand::customer_profile
