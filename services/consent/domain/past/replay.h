#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "services/consent/domain/consent_state.h"
#include "services/consent/domain/event.h"

namespace bestand::consent {

// One event of a customer, without its proof.
struct PastEvent {
  EventKind kind = EventKind::kRequested;
  absl::Time time;
  std::optional<Channel> channel;  // nothing: all of them
  std::string purpose;
  std::optional<absl::Time> confirm_time = {};  // of an imported consent, which was confirmed before
};

// What a customer's events say about one channel and purpose.
struct PastState {
  ConsentTimes times;  // but for request, expire and offline, which the events do not tell
  ObjectionTimes objections;
};

// Returns the state after `events`, a customer's oldest first. It is what the tables held at the last one's
// moment.
PastState Replay(std::span<const PastEvent> events, Channel channel, std::string_view purpose);

}  // namespace bestand::consent
