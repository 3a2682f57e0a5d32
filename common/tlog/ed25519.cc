#include "common/tlog/ed25519.h"

#include <openssl/evp.h>

#include <memory>

namespace bestand::tlog {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kSignatureBytes = 64;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* AsBytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* AsBytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Key PrivateKey(std::string_view seed) {
  return {seed.size() == kKeyBytes
              ? EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, AsBytes(seed), kKeyBytes)
              : nullptr,
          EVP_PKEY_free};
}

Key PublicKey(std::string_view key) {
  return {key.size() == kKeyBytes
              ? EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, AsBytes(key), kKeyBytes)
              : nullptr,
          EVP_PKEY_free};
}

}  // namespace

std::string PublicKeyOf(std::string_view seed) {
  const Key key = PrivateKey(seed);
  std::string bytes(kKeyBytes, '\0');
  size_t size = bytes.size();
  if (key == nullptr || EVP_PKEY_get_raw_public_key(key.get(), AsBytes(bytes), &size) != 1) return "";
  return bytes;
}

std::string SignEd25519(std::string_view seed, std::string_view message) {
  const Key key = PrivateKey(seed);
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  const bool signed_ =
      key != nullptr && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
      EVP_DigestSign(context.get(), AsBytes(signature), &size, AsBytes(message), message.size()) == 1;
  return signed_ ? signature : "";
}

bool VerifyEd25519(std::string_view public_key, std::string_view message, std::string_view signature) {
  const Key key = PublicKey(public_key);
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return key != nullptr && signature.size() == kSignatureBytes &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), AsBytes(signature), signature.size(), AsBytes(message),
                          message.size()) == 1;
}

}  // namespace bestand::tlog
