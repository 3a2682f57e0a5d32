#include "common/validate/wire_values.h"

#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand {
namespace {

TEST(Money, SurvivesTheWayThereAndBack) {
  for (const char* currency : {"EUR", "JPY", "KWD"}) {
    for (const int64_t minor : {int64_t{0}, int64_t{1}, int64_t{-1}, int64_t{1234}, int64_t{-99'999},
                                int64_t{9'000'000'000'000'000}, int64_t{-9'000'000'000'000'000}}) {
      EXPECT_EQ(*ToMinorUnits(ToMoney(minor, currency)), minor) << currency;
    }
  }
}

TEST(Money, UsesTheDecimalsOfItsCurrency) {
  EXPECT_EQ(ToMoney(1234, "EUR").units(), 12);
  EXPECT_EQ(ToMoney(1234, "EUR").nanos(), 340'000'000);
  EXPECT_EQ(ToMoney(1234, "JPY").units(), 1234);
  EXPECT_EQ(ToMoney(-1234, "KWD").nanos(), -234'000'000);
}

TEST(ToMinorUnits, RefusesWhatDoesNotFit) {
  google::type::Money money;
  money.set_currency_code("EUR");
  money.set_nanos(1);
  EXPECT_EQ(ReasonOf(ToMinorUnits(money).status()), "FIELD_INVALID");
  money.set_nanos(0);
  money.set_units(INT64_MAX);
  EXPECT_FALSE(ToMinorUnits(money).ok());
}

TEST(Time, SurvivesTheWayThereAndBack) {
  for (const int64_t micros : {int64_t{0}, int64_t{1}, int64_t{-1}, int64_t{-1'000'000},
                               int64_t{1'790'000'000'123'456}, int64_t{-2'000'000'000'000'001}}) {
    const absl::Time time = absl::FromUnixMicros(micros);
    EXPECT_EQ(ToTime(ToTimestamp(time)), time) << micros;
    EXPECT_GE(ToTimestamp(time).nanos(), 0);
  }
}

TEST(Time, IsCutToMicroseconds) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(-1);
  timestamp.set_nanos(1'999);
  EXPECT_EQ(ToTime(timestamp), absl::FromUnixMicros(-999'999));
}

TEST(Duration, SurvivesTheWayThereAndBack) {
  for (const absl::Duration duration :
       {absl::ZeroDuration(), absl::Milliseconds(1500), absl::Milliseconds(-1500)}) {
    EXPECT_EQ(ToDuration(ToDuration(duration)), duration);
  }
}

TEST(Day, IsARealDay) {
  google::type::Date date = ToDate(absl::CivilDay(2024, 2, 29));
  EXPECT_TRUE(IsDay(date));
  EXPECT_EQ(ToDay(date), absl::CivilDay(2024, 2, 29));
  date.set_year(2023);
  EXPECT_FALSE(IsDay(date));
  EXPECT_FALSE(IsDay(google::type::Date()));
}

}  // namespace
}  // namespace bestand
