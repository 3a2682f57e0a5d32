#pragma once

#include <string>
#include <string_view>

namespace bestand::tlog {

// Signatures of RFC 8032, by OpenSSL. A seed, which is the private key, has 32 bytes, a public key 32 and a
// signature 64; with any other sizes nothing is valid.

// Returns the public key of a seed; "" when it has not 32 bytes.
std::string PublicKeyOf(std::string_view seed);

// Returns the signature of a message; "" when the seed has not 32 bytes.
std::string SignEd25519(std::string_view seed, std::string_view message);

// Says whether the signature is the public key's for the message.
bool VerifyEd25519(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace bestand::tlog
