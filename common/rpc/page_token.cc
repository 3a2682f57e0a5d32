#include "common/rpc/page_token.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "common/auth/policy.h"
#include "common/config/sources.h"
#include "common/error/error.h"
#include "common/rpc/deterministic.h"

namespace bestand::rpc {
namespace {

constexpr int kDefaultSize = 50;
constexpr int kMaxSize = 1000;
constexpr size_t kMinKeyBytes = 16;

// Token: version, hash of the arguments, last key, seal; as base64url.
constexpr char kVersion = 1;
constexpr size_t kHashBytes = 32;  // half of a SHA-256 in hex
constexpr size_t kSealBytes = 16;
constexpr size_t kMaxTokenBytes = 4096;

std::string ArgumentsHash(const google::protobuf::Message& request) {
  return auth::DigestOf(DeterministicBytes(request, {"page_size", "page_token"})).substr(0, kHashBytes);
}

std::string TokenOf(const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("page_token");
  return field == nullptr ? "" : request.GetReflection()->GetString(request, field);
}

absl::Status Mismatch() {
  return Failure(
      absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH",
      "The page token belongs to a list call with other arguments; start again without a page token.");
}

}  // namespace

int PageSizeOf(int32_t page_size) { return page_size <= 0 ? kDefaultSize : std::min(page_size, kMaxSize); }

PageTokens::PageTokens(std::string key) : key_(std::move(key)) {}

absl::StatusOr<PageTokens> PageTokens::FromKeyFile(const std::string& path) {
  if (path.empty()) {
    std::string key(32, '\0');
    RAND_bytes(reinterpret_cast<unsigned char*>(key.data()), static_cast<int>(key.size()));
    return PageTokens(std::move(key));
  }
  ASSIGN_OR_RETURN(std::string key, config::ReadSecret(path));
  if (key.size() >= kMinKeyBytes) return PageTokens(std::move(key));
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 "The key in " + path + " is shorter than 16 bytes; give a longer one.");
}

std::string PageTokens::Seal(std::string_view body) const {
  unsigned char seal[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
       reinterpret_cast<const unsigned char*>(body.data()), body.size(), seal, &length);
  return std::string(reinterpret_cast<const char*>(seal), kSealBytes);
}

std::string PageTokens::Make(std::string_view last_key, const google::protobuf::Message& request) const {
  const std::string body = kVersion + ArgumentsHash(request) + std::string(last_key);
  return absl::WebSafeBase64Escape(body + Seal(body));
}

absl::StatusOr<std::string> PageTokens::LastKey(const google::protobuf::Message& request) const {
  const std::string token = TokenOf(request);
  if (token.empty()) return "";
  std::string bytes;
  if (token.size() > kMaxTokenBytes || !absl::WebSafeBase64Unescape(token, &bytes)) return Mismatch();
  if (bytes.size() < 1 + kHashBytes + kSealBytes || bytes[0] != kVersion) return Mismatch();
  const std::string body = bytes.substr(0, bytes.size() - kSealBytes);
  const std::string seal = Seal(body);
  if (CRYPTO_memcmp(seal.data(), bytes.data() + body.size(), kSealBytes) != 0) return Mismatch();
  if (body.substr(1, kHashBytes) != ArgumentsHash(request)) return Mismatch();
  return body.substr(1 + kHashBytes);
}

}  // namespace bestand::rpc
