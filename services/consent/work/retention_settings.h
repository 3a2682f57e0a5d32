#pragma once

#include "absl/time/time.h"
#include "common/config/fields.h"

namespace bestand::consent {

// How long what was recorded about a consent, or about a ground besides, is kept.
struct RetentionRules {
  absl::Duration unconfirmed = absl::Hours(30 * 24);  // after the end of the last request
  int years_after_withdrawal = 3;                     // to the end of the year
  int years_after_use = 5;                            // of a consent to calls, after each use
  int years_after_ground = 3;                         // to the end of the year in which a ground's life ended
  absl::Duration unproven = absl::Hours(365 * 24);    // an import that proves nothing, after it
};

// Describes the settings consent.keep_*.
void Describe(config::Fields& fields, RetentionRules& rules);

}  // namespace bestand::consent
