#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bestand {

// AES-256-GCM, by OpenSSL, with a fresh random nonce of 12 bytes each time: sound for some billions of texts
// under one key.

inline constexpr size_t kSealKeyBytes = 32;

// Returns nonce ‖ ciphertext ‖ tag: 28 bytes more than `text`. It opens only under the same key of
// kSealKeyBytes bytes and with the same `associated`, which is not in it.
std::string Seal(std::string_view key, std::string_view text, std::string_view associated);

// Returns the text of Seal; nothing when key, associated or a byte of `sealed` is another.
std::optional<std::string> Open(std::string_view key, std::string_view sealed, std::string_view associated);

}  // namespace bestand
