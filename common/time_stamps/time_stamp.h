#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace bestand::time_stamps {

// Time stamps of RFC 3161: an authority signs that it has seen the SHA-256 of a text at a time. Queries and
// answers are TimeStampReq and TimeStampResp in DER. What is wrong with an answer is an error of
// INVALID_ARGUMENT, with what OpenSSL found; FAILED_PRECONDITION when the authority says that it stamps
// nothing. `ca_file` holds certificates in PEM that may vouch for the authority's; SETTING_INVALID when it
// cannot be read.

// Returns a query for a text: with a nonce, and asking for the authority's certificate.
absl::StatusOr<std::string> NewQuery(std::string_view text);

// Returns the time in an answer that has just come. It must be granted, hold the query's imprint and nonce,
// and be signed by a certificate for time stamping alone, which `ca_file` vouches for now.
absl::StatusOr<absl::Time> TimeInAnswer(std::string_view query, std::string_view answer,
                                        const std::string& ca_file);

// Returns the time in an answer that was kept, to a query for this text. Certificates must have been valid
// then; they may have run out since.
absl::StatusOr<absl::Time> TimeInKept(std::string_view text, std::string_view answer,
                                      const std::string& ca_file);

}  // namespace bestand::time_stamps
