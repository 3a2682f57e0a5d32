#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace bestand::storage {

// Readers of PostgreSQL's text form, as sessions set it up (ISO dates, UTC). What does not have that
// form reads as 0, 1970 or empty: the statement's column is of another type then.

int64_t ParseInt(std::string_view text);
double ParseReal(std::string_view text);

// "2026-11-22 01:02:03.000004+00", "infinity", years before Christ and beyond 9999 too.
absl::Time ParseTime(std::string_view text);

// "{a,\"b,c\",NULL}"; NULL becomes empty. One dimension.
std::vector<std::string> ParseArray(std::string_view text);

}  // namespace bestand::storage
