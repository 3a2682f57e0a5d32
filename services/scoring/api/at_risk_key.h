#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// The place of a score in the list by value at risk: "<set>:<value>:<customer id>"; what page tokens hold.
std::string KeyOf(int32_t set_number, const CustomerScore& score);

// Lets the page begin after that place; "" leaves it as it is. Fails with PAGE_TOKEN_MISMATCH on anything
// that KeyOf did not make.
absl::Status GoOnAfter(const std::string& key, AtRiskPage& page);

}  // namespace bestand::scoring
