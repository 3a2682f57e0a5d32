#include "services/consent/domain/frequency_policy.h"

#include <algorithm>

#include "absl/time/civil_time.h"

namespace bestand::consent {
namespace {

constexpr absl::Duration kDay = absl::Hours(24);
constexpr int kMinutes = 24 * 60;

// The moments of the contacts that count now, newest first.
std::vector<absl::Time> Counting(const Frequency& frequency, absl::Time now) {
  std::vector<absl::Time> times;
  for (const PastContact& contact : frequency.contacts) {
    if (contact.counts_until > now) times.push_back(contact.time);
  }
  return times;
}

// A window has room once its n-th newest contact has left it.
absl::Time AfterWindow(const std::vector<absl::Time>& times, int most, absl::Duration window,
                       absl::Time from) {
  if (most <= 0 || times.size() < static_cast<size_t>(most)) return from;
  return std::max(from, times[most - 1] + window);
}

bool IsQuiet(const FrequencyPolicy& policy, int minute) {
  if (policy.quiet_start <= policy.quiet_end)
    return policy.quiet_start <= minute && minute < policy.quiet_end;
  return minute >= policy.quiet_start || minute < policy.quiet_end;
}

// The end of the quiet hours that a moment lies in, by the wall clock; else the moment.
absl::Time AfterQuietHours(const FrequencyPolicy& policy, absl::Time from) {
  if (policy.quiet_start == policy.quiet_end) return from;
  const absl::CivilMinute minute = absl::ToCivilMinute(from, policy.zone);
  const int of_day = minute.hour() * 60 + minute.minute();
  if (!IsQuiet(policy, of_day)) return from;
  const int wait = (policy.quiet_end - of_day + kMinutes) % kMinutes;
  return absl::FromCivil(minute + wait, policy.zone);
}

}  // namespace

absl::Time FreeAt(const Frequency& frequency, absl::Time now) {
  const FrequencyPolicy& policy = frequency.policy;
  const std::vector<absl::Time> times = Counting(frequency, now);
  absl::Time free = std::max(now, frequency.pause.value_or(now));
  free = AfterWindow(times, policy.in_day, kDay, free);
  free = AfterWindow(times, policy.in_week, 7 * kDay, free);
  free = AfterWindow(times, policy.in_month, 30 * kDay, free);
  free = AfterWindow(times, policy.in_year, 365 * kDay, free);
  free = AfterWindow(times, frequency.own.contacts, frequency.own.days * kDay, free);
  if (!times.empty() && policy.min_gap > absl::ZeroDuration())
    free = std::max(free, times[0] + policy.min_gap);
  return AfterQuietHours(policy, free);
}

}  // namespace bestand::consent
