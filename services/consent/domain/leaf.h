#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "services/consent/domain/event.h"

namespace bestand::consent {

// One event as the log hashes it. It holds nothing personal: the subject is a random pseudonym, the
// payload is only committed to.
struct Leaf {
  std::string event_id;    // a UUID
  absl::Time time;         // the server's; never goes back
  std::string subject;     // pseudonym, 16 bytes
  std::string commitment;  // to the payload, 32 bytes
  std::string previous;    // hash of the previous leaf of this subject, channel and purpose; 32 bytes
                           // of zero for the first. It fixes the state before this event.
};

// Returns the canonical bytes, version 1; numbers are big-endian:
//
//     1  version (1)            16  event id              1  kind
//     8  microseconds (1970)    16  subject               1  channel, from 1; 0 for all
//     1  length of the purpose   n  purpose              32  wording hash; zero for none
//    32  payload commitment     32  previous leaf hash
std::string EncodeLeaf(const Leaf& leaf, const NewEvent& event);

// Returns SHA-256(0x00 ‖ leaf): the leaf hash of RFC 6962, section 2.1.
std::string LeafHash(std::string_view leaf);

// Returns SHA-256(salt ‖ payload); `salt` is 32 random bytes kept with the payload, so that once both
// are gone nobody can guess the payload.
std::string Commitment(std::string_view salt, std::string_view payload);

}  // namespace bestand::consent
