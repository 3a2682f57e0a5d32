#include "services/consent/domain/confirmation_codes.h"

#include <cstdint>
#include <cstring>

#include "absl/strings/str_format.h"
#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/id/id.h"

namespace bestand::consent {

std::string NewToken() {
  constexpr size_t kTokenBytes = 32;
  std::string token;
  do {
    token = ToBase64Url(RandomBytes(kTokenBytes));
  } while (token.front() == '-');
  return token;
}

std::string NewCode() {
  constexpr uint32_t kCodes = 1'000'000;
  uint32_t number;
  do {
    const std::string bytes = RandomBytes(sizeof(number));
    std::memcpy(&number, bytes.data(), sizeof(number));
  } while (number >= UINT32_MAX / kCodes * kCodes);
  return absl::StrFormat("%06d", number % kCodes);
}

absl::StatusOr<ConfirmationCode> CodeOf(const AddressKey& key, std::string_view handle,
                                        std::string_view code) {
  ASSIGN_OR_RETURN(const std::string secret, key());
  const std::string of_handle(handle);
  return ConfirmationCode{HmacSha256(secret, "code handle\n" + of_handle),
                          HmacSha256(secret, "code\n" + of_handle + "\n" + std::string(code)),
                          "",
                          {}};
}

}  // namespace bestand::consent
