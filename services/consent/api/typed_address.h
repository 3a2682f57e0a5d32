#pragma once

#include <string>
#include <string_view>

#include "common/validate/violations.h"

namespace bestand::consent {

// Returns an e-mail address as it is kept, counted and written to, whichever way it was typed: a domain in
// letters of its own script becomes punycode (IDNA 2008), so that müller.example and xn--mller-kva.example
// are one domain. What has no such form comes back as it is; ProblemOfAddress refuses it.
std::string AddressOf(std::string_view typed);

// Notes what is wrong with the field email_address; see ProblemOfAddress.
void UnlessAddress(Violations& found, std::string_view typed);

}  // namespace bestand::consent
