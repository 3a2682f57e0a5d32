#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "google/type/money.pb.h"

namespace bestand {

// Returns how many decimals a currency has: 0 for JPY, 3 for KWD, 2 unless ISO 4217 says otherwise.
int CurrencyExponent(std::string_view currency);

// Returns the amount in minor units: 12.34 EUR is 1234. Fails with FIELD_INVALID (field "money") when
// the amount is malformed, has more decimals than its currency or does not fit.
absl::StatusOr<int64_t> ToMinorUnits(const google::type::Money& money);

// Returns the amount as Money; the opposite of ToMinorUnits.
google::type::Money ToMoney(int64_t minor_units, std::string_view currency);

// Timestamps carry microseconds here: what is finer is cut off towards the past.
absl::Time ToTime(const google::protobuf::Timestamp& timestamp);
google::protobuf::Timestamp ToTimestamp(absl::Time time);

absl::Duration ToDuration(const google::protobuf::Duration& duration);
google::protobuf::Duration ToDuration(absl::Duration duration);

// A day without a time. Fields of `date` that are not a real day give CivilDay's nearest one; check
// with IsDay first.
bool IsDay(const google::type::Date& date);
absl::CivilDay ToDay(const google::type::Date& date);
google::type::Date ToDate(absl::CivilDay day);

}  // namespace bestand
