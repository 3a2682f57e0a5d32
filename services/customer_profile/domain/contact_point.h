#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace bestand::customer_profile {

// As in the proto, with the same numbers.
enum class ContactPointType { kUnspecified, kEmail, kPhone, kPost };

// One way to reach a customer.
struct ContactPoint {
  std::string customer_id;
  std::string contact_point_id;  // a UUID
  ContactPointType type = ContactPointType::kUnspecified;
  std::string address;  // normalised
  absl::Time create_time;
};

// Returns the address in the form in which equal ones are equal: e-mail with its domain in lower case,
// a telephone number as E.164 without blanks and brackets, post with single blanks. Fails with
// FIELD_INVALID (field contact_point.address) for what no such address looks like: an e-mail domain
// beyond ASCII must come as punycode, a number without + or 00 and country code is refused.
absl::StatusOr<std::string> NormalisedAddress(ContactPointType type, std::string_view address);

// Returns what may be shown of a normalised address: a***@example.test, +49***56, and of a postal
// address nothing but its first letter.
std::string MaskedAddress(ContactPointType type, std::string_view address);

}  // namespace bestand::customer_profile
