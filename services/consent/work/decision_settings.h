#pragma once

#include <string>

#include "absl/time/time.h"
#include "common/config/fields.h"
#include "common/config/settings.h"

namespace bestand::consent {

// What decisions go by, as it is set.
struct DecisionSettings {
  absl::Duration read_through = absl::Seconds(1);
  int memory_megabytes = 64;
  std::string rules_elsewhere;
  absl::Duration erasure_grace = absl::Hours(7 * 24);
};

// Whether and where reports ask the service scoring.
struct ReportSettings {
  bool ask_scoring = false;
  config::UpstreamSettings scoring;
};

// Describe the settings consent.* of decisions, and reports.* with clients.scoring.*.
void Describe(config::Fields& fields, DecisionSettings& settings);
void Describe(config::Fields& fields, ReportSettings& settings);

}  // namespace bestand::consent
