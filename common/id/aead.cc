#include "common/id/aead.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <memory>

#include "common/id/digest.h"

namespace bestand {
namespace {

constexpr size_t kNonceBytes = 12;
constexpr size_t kTagBytes = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* AsBytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* AsBytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// OpenSSL fails here only without memory or for a key of another size; nothing sound can follow.
void MustSucceed(bool success) {
  if (!success) std::abort();
}

// Starts to seal (1) or to open (0): key, nonce and what is only vouched for.
Context Begin(int seal, std::string_view key, std::string_view nonce, std::string_view associated) {
  MustSucceed(key.size() == kSealKeyBytes);
  Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int size = 0;
  MustSucceed(
      EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, AsBytes(key), AsBytes(nonce), seal) == 1 &&
      EVP_CipherUpdate(context.get(), nullptr, &size, AsBytes(associated),
                       static_cast<int>(associated.size())) == 1);
  return context;
}

std::string Update(const Context& context, std::string_view text) {
  std::string result(text.size(), '\0');
  int size = 0;
  MustSucceed(EVP_CipherUpdate(context.get(), AsBytes(result), &size, AsBytes(text),
                               static_cast<int>(text.size())) == 1);
  return result;
}

}  // namespace

std::string Seal(std::string_view key, std::string_view text, std::string_view associated) {
  const std::string nonce = RandomBytes(kNonceBytes);
  const Context context = Begin(1, key, nonce, associated);
  const std::string ciphertext = Update(context, text);
  std::string tag(kTagBytes, '\0');
  int size = 0;
  MustSucceed(EVP_CipherFinal_ex(context.get(), AsBytes(tag), &size) == 1 &&
              EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data()) == 1);
  return nonce + ciphertext + tag;
}

std::optional<std::string> Open(std::string_view key, std::string_view sealed, std::string_view associated) {
  if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  const Context context = Begin(0, key, sealed.substr(0, kNonceBytes), associated);
  std::string text = Update(context, sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes));
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  int size = 0;
  MustSucceed(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1);
  if (EVP_CipherFinal_ex(context.get(), AsBytes(tag), &size) != 1) return std::nullopt;
  return text;
}

}  // namespace bestand
