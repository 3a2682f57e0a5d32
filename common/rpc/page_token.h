#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace bestand::rpc {

// Returns how many items a page holds: 50 for 0, at most 1,000. Negative sizes are a violation
// (Violations::UnlessPageSize) and give 50.
int PageSizeOf(int32_t page_size);

// Makes and reads page tokens: opaque base64url of version, the last key of a page and the hash of
// the request's other arguments, sealed by HMAC-SHA-256. Threads may share it.
class PageTokens {
 public:
  // All replicas of a service need the same key, 16 bytes at least.
  explicit PageTokens(std::string key);

  // Takes the key from a file, or a random one for "": tokens then end with the process. Fails with
  // SETTING_INVALID when the file cannot be read or is shorter than 16 bytes.
  static absl::StatusOr<PageTokens> FromKeyFile(const std::string& path);

  // Returns the token for the page after `last_key`. `request` is the list call's request; its
  // page_size and page_token may differ from page to page.
  std::string Make(std::string_view last_key, const google::protobuf::Message& request) const;

  // Returns the last key that request.page_token holds; "" for the first page. Fails with
  // PAGE_TOKEN_MISMATCH unless the token was made by this key for these arguments.
  absl::StatusOr<std::string> LastKey(const google::protobuf::Message& request) const;

 private:
  std::string Seal(std::string_view body) const;

  std::string key_;
};

}  // namespace bestand::rpc
