#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/contact_checks.h"
#include "services/consent/domain/frequency_policy.h"

namespace bestand::consent {

// How long a reserved place is held: as long as the answer that gave it.
inline constexpr absl::Duration kSlotHolds = kAnswerHolds;

enum class SlotState { kReserved = 1, kCommitted = 2, kReleased = 3 };

// The place of one message to one customer under the frequency policy. The numbers of its state are stored.
struct ContactSlot {
  std::string customer, message;  // the message's id is the sender's own
  SlotState state = SlotState::kReserved;
  absl::Time reserve_time, expire_time;
  std::optional<absl::Time> commit_time;
  std::string decision;  // a UUID
};

// What came of asking for a place.
struct Reservation {
  ContactVerdict verdict;
  std::optional<ContactSlot> slot;  // set when allowed
};

// Keeps the places of contacts. Threads and replicas may share it; what is done for one customer happens one
// after the other. Every call fails with DATABASE_AWAY when the database cannot be reached.
class SlotStore {
 public:
  virtual ~SlotStore() = default;

  using Judge = absl::FunctionRef<ContactVerdict(const ContactRecord&)>;

  // Judges by what is recorded at this moment, this message's own place aside, and reserves a place when
  // `judge` allows: in one step. A message that has a place keeps it while it is allowed, and loses it when
  // it no more is; one that went out is judged no more. Fails with REQUEST_ID_REUSED when the id was used for
  // another question.
  virtual absl::StatusOr<Reservation> Reserve(const ContactQuery& query, std::string_view message,
                                              Judge judge) = 0;
  // Says that a message went out, once or twice; a use of the consent it rested on. Fails with
  // CONTACT_UNKNOWN, RESERVATION_EXPIRED (also when it was released).
  virtual absl::StatusOr<ContactSlot> Commit(std::string_view customer, std::string_view message) = 0;
  // Gives a place back, once or twice. Fails with CONTACT_UNKNOWN, CONTACT_COMMITTED.
  virtual absl::StatusOr<ContactSlot> Release(std::string_view customer, std::string_view message) = 0;

  // Sets the policy from now on; returns it with its version.
  virtual absl::StatusOr<FrequencyPolicy> SetPolicy(const FrequencyPolicy& policy) = 0;
  virtual absl::StatusOr<FrequencyPolicy> GetPolicy() = 0;
};

}  // namespace bestand::consent
