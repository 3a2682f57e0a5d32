#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/validate/violations.h"
#include "google/protobuf/duration.pb.h"
#include "google/type/date.pb.h"

namespace bestand::scoring {

// Days counted from 1970-01-01, as the models and the database have them.
google::type::Date DateOf(int32_t day);
int32_t DayOf(const google::type::Date& date);

google::protobuf::Duration DurationOfDays(int64_t days);

// Adds a violation unless `date` is a day from 1900-01-01 to 2199-12-31.
void UnlessDay(std::string_view field, const google::type::Date& date, Violations& found);

// Adds a violation unless `horizon` is 1 to 3650 whole days.
void UnlessHorizon(std::string_view field, const google::protobuf::Duration& horizon, Violations& found);
int HorizonDays(const google::protobuf::Duration& horizon);

}  // namespace bestand::scoring
