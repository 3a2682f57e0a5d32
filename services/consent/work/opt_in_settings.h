#pragma once

#include <string>

#include "absl/status/status.h"
#include "common/config/fields.h"
#include "services/consent/domain/opt_ins.h"
#include "services/consent/domain/person_link.h"

namespace bestand::consent {

// What double opt-in and the links of messages go by, as it is set.
struct OptInSettings {
  OptInRules rules;
  LinkKeys link_keys;
  std::string address_key_file, link_keys_file;
};

// Describes the settings pages.* and those of opt-ins in consent.*.
void Describe(config::Fields& fields, OptInSettings& settings);

// Reads the keys from their files; a key whose file is not named stays empty.
absl::Status ReadSecrets(OptInSettings& settings);

}  // namespace bestand::consent
