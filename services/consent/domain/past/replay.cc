#include "services/consent/domain/past/replay.h"

#include <algorithm>

namespace bestand::consent {
namespace {

// Says whether an opt-in confirmed at that moment lifted the objection, which it then does for all objections
// that touch its channel; a mistake that was put right lifts one objection alone.
bool IsByOptIn(const PastEvent& lifted, std::span<const PastEvent> events) {
  return std::any_of(events.begin(), events.end(), [&](const PastEvent& other) {
    return other.kind == EventKind::kConfirmed && other.time == lifted.time &&
           other.channel == lifted.channel;
  });
}

void ApplyToConsent(const PastEvent& event, ConsentTimes& times) {
  if (event.kind == EventKind::kConfirmed) times.confirm = event.time;
  if (event.kind == EventKind::kImported) times.confirm = std::max(times.confirm, event.confirm_time);
  if (event.kind == EventKind::kWithdrawn) times.withdraw = event.time;
  if (event.kind == EventKind::kConsentUsed) times.last_use = event.time;
}

void ApplyToObjections(const PastEvent& event, std::span<const PastEvent> events,
                       ObjectionTimes& objections) {
  std::optional<absl::Time>& touched = event.channel.has_value() ? objections.this_channel : objections.all;
  if (event.kind == EventKind::kObjected || event.kind == EventKind::kComplained) touched = event.time;
  if (event.kind != EventKind::kObjectionLifted) return;
  touched.reset();
  if (IsByOptIn(event, events)) objections.all.reset();
}

}  // namespace

PastState Replay(std::span<const PastEvent> events, Channel channel, std::string_view purpose) {
  PastState state;
  for (const PastEvent& event : events) {
    if (event.channel == channel && event.purpose == purpose) ApplyToConsent(event, state.times);
    if (event.channel.value_or(channel) == channel) ApplyToObjections(event, events, state.objections);
  }
  return state;
}

}  // namespace bestand::consent
