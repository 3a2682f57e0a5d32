#include "common/id/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdlib>

namespace bestand {
namespace {

constexpr size_t kSha256Bytes = 32;

unsigned char* AsBytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

const unsigned char* AsBytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// OpenSSL fails here only without memory or without entropy; nothing sound can follow.
void MustSucceed(bool success) {
  if (!success) std::abort();
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::string digest(kSha256Bytes, '\0');
  MustSucceed(EVP_Digest(bytes.data(), bytes.size(), AsBytes(digest), nullptr, EVP_sha256(), nullptr) == 1);
  return digest;
}

std::string HmacSha256(std::string_view key, std::string_view bytes) {
  std::string digest(kSha256Bytes, '\0');
  MustSucceed(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), AsBytes(bytes), bytes.size(),
                   AsBytes(digest), nullptr) != nullptr);
  return digest;
}

bool SameSecret(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  MustSucceed(RAND_bytes(AsBytes(bytes), static_cast<int>(count)) == 1);
  return bytes;
}

}  // namespace bestand
