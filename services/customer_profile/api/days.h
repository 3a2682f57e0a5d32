#pragma once

#include <cstdint>

#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "google/type/date.pb.h"

namespace bestand::customer_profile {

// Days since 1970-01-01 of a date, which must be one (IsDay).
inline int64_t DayNumber(const google::type::Date& date) { return ToDay(date) - absl::CivilDay(1970, 1, 1); }

// The reverse of DayNumber.
inline google::type::Date DateOf(int64_t day) { return ToDate(absl::CivilDay(1970, 1, 1) + day); }

// Adds a violation unless `date` is a real day from 1900 to 2199.
inline void UnlessDate(Violations& found, std::string_view field, const google::type::Date& date) {
  found.Unless(IsDay(date) && date.year() >= 1900 && date.year() < 2200, field,
               "must be a day from 1900-01-01 to 2199-12-31");
}

}  // namespace bestand::customer_profile
