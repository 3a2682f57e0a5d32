#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/config/fields.h"
#include "common/tlog/note.h"

namespace bestand::consent {

// Somebody elsewhere who cosigns our checkpoints.
struct Witness {
  std::string url;  // to which "/add-checkpoint" is added
  tlog::Verifier key;
};

// Who bears witness for the log, as it is set.
struct WitnessSettings {
  std::vector<Witness> witnesses;  // none: nobody is asked
  absl::Duration interval = absl::Minutes(1);
  std::string ca_file;
};

// Returns their keys.
std::vector<tlog::Verifier> KeysOf(const std::vector<Witness>& witnesses);

// Describes the settings consent.witness*.
void Describe(config::Fields& fields, WitnessSettings& settings);

}  // namespace bestand::consent
