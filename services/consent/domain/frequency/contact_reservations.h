#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "services/consent/domain/contact_checks.h"
#include "services/consent/domain/frequency/contact_slots.h"

namespace bestand::consent {

// Checks contacts and reserves their places in one step. Threads may share it.
class ContactReservations {
 public:
  ContactReservations(ContactChecks& checks, SlotStore& slots) : checks_(checks), slots_(slots) {}

  // As ContactChecks::Check, and where the answer is yes, the place is taken before it comes. Not for
  // DOI_CONFIRM. Fails as SlotStore::Reserve.
  absl::StatusOr<Reservation> Reserve(const ContactQuery& query, std::string_view message);

 private:
  ContactChecks& checks_;
  SlotStore& slots_;
};

}  // namespace bestand::consent
