#pragma once

#include <cstdint>
#include <string>

#include "services/consent/domain/contact_store.h"

namespace bestand::consent {

// A share of a whole with the range it lies in.
struct Share {
  double value = 0;  // part / whole; 0 for an empty whole
  double low = 0;    // 95 % Wilson score interval
  double high = 0;   // 0..1 for an empty whole: nothing is known
};

// Returns the share `part` of `whole`, 0 <= part <= whole.
//
// Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22
// (1927); without continuity correction, z = 1.959964.
Share ShareOf(int64_t part, int64_t whole);

// Returns what to do where fewer than half of the active customers can be addressed; otherwise, or
// without active customers, nothing.
std::string SuggestionFor(const OptInCounts& counts);

}  // namespace bestand::consent
