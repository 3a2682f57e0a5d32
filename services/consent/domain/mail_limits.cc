#include "services/consent/domain/mail_limits.h"

#include "common/error/error.h"
#include "common/id/digest.h"
#include "services/consent/domain/email_address.h"

namespace bestand::consent {

absl::StatusOr<std::string> DigestOfAddress(const AddressKey& key, std::string_view address) {
  ASSIGN_OR_RETURN(const std::string secret, key());
  return HmacSha256(secret, Normalised(address));
}

// No address begins as these two do.
absl::StatusOr<std::string> DigestOfForms(const AddressKey& key) {
  ASSIGN_OR_RETURN(const std::string secret, key());
  return HmacSha256(secret, "forms\n");
}

absl::StatusOr<std::string> DigestOfNetwork(const AddressKey& key, std::string_view ip_prefix) {
  ASSIGN_OR_RETURN(const std::string secret, key());
  return HmacSha256(secret, std::string("network\n").append(ip_prefix));
}

// Nor so.
absl::StatusOr<std::string> DigestOfCustomer(const AddressKey& key, std::string_view customer) {
  ASSIGN_OR_RETURN(const std::string secret, key());
  return HmacSha256(secret, std::string("erased customer\n").append(customer));
}

}  // namespace bestand::consent
