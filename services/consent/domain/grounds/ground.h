#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/consent_store.h"

namespace bestand::consent {

// What a contact may rest on besides a confirmed consent. Its evidence is in the event that recorded it.
struct Ground {
  std::string id;  // a UUID
  std::string customer;
  EventKind kind = EventKind::kExistingCustomer;
  Channel channel = Channel::kEmail;
  std::string purpose;         // of presumed and of offline consent
  std::string goods_category;  // of what an existing customer bought
  // An existing customer was told of the right to object; a checked address is not in the list. True for
  // others.
  bool complete = true;
  absl::Time record_time;
  std::optional<absl::Time> end_time;  // when it was taken back
};

// A ground to record, with its evidence.
struct NewGround {
  Ground ground;        // without id and times
  std::string payload;  // made by EncodePayload
  int wording = 0;      // version that was signed; 0 for none
  std::string address;  // of an offline consent; empty for none
  std::string address_digest;
  std::string consent_id;            // of the consent that an offline one makes where there is none
  std::string campaign;              // whose paper it was; empty for none
  std::string customer_digest = {};  // by which it is remembered that the customer was erased
};

// A ground as recorded, and the log's size with it.
struct RecordedGround {
  Ground ground;
  int64_t log_size = 0;
};

// The use of a consent as recorded.
struct RecordedUse {
  absl::Time use_time;
  int64_t log_size = 0;
};

// Keeps grounds, each with an event in the log. Threads may share it. Every call fails with DATABASE_AWAY
// when the database cannot be reached.
class GroundStore {
 public:
  virtual ~GroundStore() = default;

  // Fails with PURPOSE_UNKNOWN, WORDING_UNKNOWN; with ERASED for a customer or an address that was erased.
  virtual absl::StatusOr<RecordedGround> Record(const NewGround& ground) = 0;
  // Ends a ground. Fails with GROUND_UNKNOWN when there is none, or it ended before.
  virtual absl::StatusOr<RecordedGround> End(std::string_view customer, std::string_view id,
                                             std::string_view payload) = 0;
  // The newest 1,000, newest first; ended ones too.
  virtual absl::StatusOr<std::vector<Ground>> List(std::string_view customer) = 0;
  // Records that a confirmed consent was used. Fails with CONSENT_NOT_GRANTED.
  virtual absl::StatusOr<RecordedUse> RecordUse(const ConsentKey& key, std::string_view payload) = 0;
};

}  // namespace bestand::consent
