#include "common/validate/wire_values.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "common/error/error.h"
#include "common/validate/violations.h"

namespace bestand {
namespace {

constexpr int64_t kNanosPerUnit = 1'000'000'000;

// ISO 4217, list one: what does not have two decimals. Sorted.
constexpr std::string_view kWithoutDecimals[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                                 "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::string_view kWithThreeDecimals[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};

int64_t PowerOfTen(int exponent) {
  int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

}  // namespace

int CurrencyExponent(std::string_view currency) {
  if (std::binary_search(std::begin(kWithoutDecimals), std::end(kWithoutDecimals), currency)) return 0;
  if (std::binary_search(std::begin(kWithThreeDecimals), std::end(kWithThreeDecimals), currency)) return 3;
  return 2;
}

absl::StatusOr<int64_t> ToMinorUnits(const google::type::Money& money) {
  Violations found;
  found.UnlessMoney("money", money);
  RETURN_IF_ERROR(found.ToStatus());
  const int64_t per_unit = PowerOfTen(CurrencyExponent(money.currency_code()));
  return money.units() * per_unit + money.nanos() / (kNanosPerUnit / per_unit);
}

google::type::Money ToMoney(int64_t minor_units, std::string_view currency) {
  const int64_t per_unit = PowerOfTen(CurrencyExponent(currency));
  google::type::Money money;
  money.set_currency_code(std::string(currency));
  money.set_units(minor_units / per_unit);
  money.set_nanos(static_cast<int32_t>(minor_units % per_unit * (kNanosPerUnit / per_unit)));
  return money;
}

absl::Time ToTime(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Microseconds(timestamp.nanos() / 1000);
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);  // towards the past
  const int64_t seconds = micros >= 0 ? micros / 1'000'000 : (micros + 1) / 1'000'000 - 1;
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(micros - seconds * 1'000'000) * 1000);
  return timestamp;
}

absl::Duration ToDuration(const google::protobuf::Duration& duration) {
  return absl::Seconds(duration.seconds()) + absl::Nanoseconds(duration.nanos());
}

google::protobuf::Duration ToDuration(absl::Duration duration) {
  google::protobuf::Duration wire;
  wire.set_seconds(absl::IDivDuration(duration, absl::Seconds(1), &duration));
  wire.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(duration)));
  return wire;
}

bool IsDay(const google::type::Date& date) {
  const absl::CivilDay day = ToDay(date);
  return date.year() >= 1 && date.year() <= 9999 && day.month() == date.month() && day.day() == date.day();
}

absl::CivilDay ToDay(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

google::type::Date ToDate(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

}  // namespace bestand
