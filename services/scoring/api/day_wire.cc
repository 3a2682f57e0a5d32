#include "services/scoring/api/day_wire.h"

#include "common/validate/wire_values.h"

namespace bestand::scoring {
namespace {

const absl::CivilDay kDayZero(1970, 1, 1);
constexpr int64_t kSecondsADay = 86'400;
constexpr int kMostHorizonDays = 3650;

}  // namespace

google::type::Date DateOf(int32_t day) { return ToDate(kDayZero + day); }

int32_t DayOf(const google::type::Date& date) { return static_cast<int32_t>(ToDay(date) - kDayZero); }

google::protobuf::Duration DurationOfDays(int64_t days) {
  google::protobuf::Duration duration;
  duration.set_seconds(days * kSecondsADay);
  return duration;
}

void UnlessDay(std::string_view field, const google::type::Date& date, Violations& found) {
  const bool in_range = IsDay(date) && date.year() >= 1900 && date.year() <= 2199;
  found.Unless(in_range, field, "must be a day from 1900-01-01 to 2199-12-31");
}

void UnlessHorizon(std::string_view field, const google::protobuf::Duration& horizon, Violations& found) {
  const bool whole = horizon.nanos() == 0 && horizon.seconds() % kSecondsADay == 0;
  const int64_t days = horizon.seconds() / kSecondsADay;
  found.Unless(whole && days >= 1 && days <= kMostHorizonDays, field, "must be 1 to 3650 whole days");
}

int HorizonDays(const google::protobuf::Duration& horizon) {
  return static_cast<int>(horizon.seconds() / kSecondsADay);
}

}  // namespace bestand::scoring
