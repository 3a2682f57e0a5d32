#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/consent_store.h"

namespace bestand::consent {

// Data of a customer that was given to somebody.
struct Disclosure {
  std::string customer;
  std::string recipient, reason, content;  // who got it, why, which data
  std::optional<absl::Time> time;          // when; nothing: when it is recorded
};

// Records it in the log. Returns the log's size.
absl::StatusOr<int64_t> RecordDisclosure(ConsentStore& store, const Disclosure& disclosure);

// Reads a disclosure from what its event recorded; the customer stays empty.
Disclosure DisclosureOf(const RecordedEvent& event, std::string_view payload);

}  // namespace bestand::consent
