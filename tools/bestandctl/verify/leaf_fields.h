#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace bestand::ctl {

// What the canonical bytes of an event say, version 1; numbers are big-endian:
//
//     1  version (1)            16  event id              1  kind
//     8  microseconds (1970)    16  subject               1  channel, from 1; 0 for all
//     1  length of the purpose   n  purpose              32  wording hash; zero for none
//    32  payload commitment     32  previous leaf hash of the subject's channel and purpose; zero for none
struct LeafFields {
  std::string event_id;  // as a UUID
  int kind = 0;
  absl::Time time;
  std::string subject;
  int channel = 0;
  std::string purpose, wording_hash, commitment, previous;
};

// Reads them; nothing when they are not of that form to the last byte.
std::optional<LeafFields> ReadLeaf(std::string_view leaf);

}  // namespace bestand::ctl
