#pragma once

#include <string>
#include <string_view>

namespace bestand::consent {

// Returns what is wrong with an e-mail address, to go on after the field's name, or "" when it may be
// written to: at most 254 bytes; a dot-atom of at most 64 bytes, "@", and a domain of two labels or
// more. Only ASCII: domains in other letters stand here in punycode (xn--…). Quoted local parts, comments,
// address literals and everything that could end a mail header are refused.
std::string ProblemOfAddress(std::string_view address);

// Returns the form in which two spellings of one mailbox are equal: in lower case. For counting only,
// never for sending.
std::string Normalised(std::string_view address);

// Returns "a***@example.test" of "anna@example.test".
std::string Masked(std::string_view address);

}  // namespace bestand::consent
