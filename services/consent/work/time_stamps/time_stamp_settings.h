#pragma once

#include <string>

#include "absl/time/time.h"
#include "common/config/fields.h"

namespace bestand::consent {

// Who stamps the log with the time, as it is set.
struct TimeStampSettings {
  std::string url;      // empty: nobody is asked
  std::string ca_file;  // who may vouch for the authority's signature
  absl::Duration interval = absl::Hours(24);
};

// Describes the settings consent.time_stamp_*.
void Describe(config::Fields& fields, TimeStampSettings& settings);

}  // namespace bestand::consent
