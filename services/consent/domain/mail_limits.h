#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/consent/domain/consent_store.h"

namespace bestand::consent {

// How many confirmation mails one address may get, whoever asks, or one network or all forms may ask for:
// against mail bombing.
struct MailLimits {
  int in_ten_minutes = 1;
  int in_a_day = 3;
  int in_thirty_days = 5;
};

// Gives the key under which addresses are hashed for counting, the same on all replicas; may have to
// read it from the database.
using AddressKey = std::function<absl::StatusOr<std::string>()>;

// Returns the keyed hash by which mails to an address are counted.
absl::StatusOr<std::string> DigestOfAddress(const AddressKey& key, std::string_view address);

// Returns the keyed hash by which mails that one network asked for are counted.
absl::StatusOr<std::string> DigestOfNetwork(const AddressKey& key, std::string_view ip_prefix);

// Returns the keyed hash by which mails that all forms on the web together asked for are counted.
absl::StatusOr<std::string> DigestOfForms(const AddressKey& key);

// Returns the keyed hash by which it is remembered that a customer was erased.
absl::StatusOr<std::string> DigestOfCustomer(const AddressKey& key, std::string_view customer);

// Says whether an address that got `counts` may get one more; none when its owner said "that wasn't me".
inline bool HasRoom(const MailLimits& limits, const MailCounts& counts) {
  return !counts.suppressed && counts.in_ten_minutes < limits.in_ten_minutes &&
         counts.in_a_day < limits.in_a_day && counts.in_thirty_days < limits.in_thirty_days;
}

}  // namespace bestand::consent
