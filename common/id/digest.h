#pragma once

#include <string>
#include <string_view>

namespace bestand {

// SHA-256 of `bytes`: 32 bytes.
std::string Sha256(std::string_view bytes);

// HMAC-SHA-256 of `bytes` under `key`: 32 bytes.
std::string HmacSha256(std::string_view key, std::string_view bytes);

// Says whether two secrets are equal, in a time that tells nothing but their lengths.
bool SameSecret(std::string_view left, std::string_view right);

// Returns `count` bytes nobody can guess.
std::string RandomBytes(size_t count);

}  // namespace bestand
