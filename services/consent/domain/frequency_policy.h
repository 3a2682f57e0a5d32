#pragma once

#include <optional>
#include <vector>

#include "absl/time/time.h"

namespace bestand::consent {

// The most contacts that a policy may allow in a window, and that are kept in mind for it.
inline constexpr int kMostContacts = 500;

// How often a customer may be addressed with advertising, over all channels and senders. 0 does not limit.
struct FrequencyPolicy {
  int version = 0;                                         // 0: none was set
  int in_day = 0, in_week = 0, in_month = 0, in_year = 0;  // in any 24 hours, 7, 30 and 365 days
  absl::Duration min_gap = absl::ZeroDuration();           // between two contacts
  int quiet_start = 0, quiet_end = 0;         // minutes of the day, in [0, 1440); equal: no quiet hours
  absl::TimeZone zone = absl::UTCTimeZone();  // of the quiet hours
};

// What a customer asked for besides: at most so many contacts in so many days. Without contacts: nothing.
struct OwnLimit {
  int contacts = 0;
  int days = 0;

  friend bool operator==(const OwnLimit&, const OwnLimit&) = default;
};

// One contact that went out, or has its place reserved.
struct PastContact {
  absl::Time time;          // of the reservation
  absl::Time counts_until;  // when the reservation expires; infinite once it went out
};

// What the policy has to know about one customer.
struct Frequency {
  FrequencyPolicy policy;
  std::vector<PastContact> contacts;  // newest first; at most kMostContacts, of the last 365 days
  std::optional<absl::Time> pause;    // until when the customer wants no advertising
  OwnLimit own = {};
};

// Returns from when on there is room for one more contact, under the policy and under the customer's own
// limit: `now`, or later. Reservations that count now are taken as if they went out.
absl::Time FreeAt(const Frequency& frequency, absl::Time now);

}  // namespace bestand::consent
