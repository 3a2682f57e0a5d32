#include "services/customer_profile/domain/sales_list_values.h"

#include <gtest/gtest.h>

#include "services/customer_profile/domain/purchase.h"

namespace bestand::customer_profile {
namespace {

constexpr DecimalMark kPoint = DecimalMark::kPoint;
constexpr DecimalMark kComma = DecimalMark::kComma;

TEST(MarkSeenIn, TellsWhatACellLeavesNoDoubtOf) {
  EXPECT_EQ(MarkSeenIn("2.55"), kPoint);
  EXPECT_EQ(MarkSeenIn("2,5"), kComma);
  EXPECT_EQ(MarkSeenIn("1.234,50"), kComma);
  EXPECT_EQ(MarkSeenIn("1,234.50"), kPoint);
  EXPECT_EQ(MarkSeenIn("1,234,567"), kPoint);
  EXPECT_EQ(MarkSeenIn("0.001"), kPoint);
  EXPECT_EQ(MarkSeenIn("12"), std::nullopt);
  EXPECT_EQ(MarkSeenIn("1.234"), std::nullopt);
}

TEST(ParseAmount, ReadsMinorUnits) {
  EXPECT_EQ(ParseAmount("2.55", kPoint, 2).number, 255);
  EXPECT_EQ(ParseAmount("2,5", kComma, 2).number, 250);
  EXPECT_EQ(ParseAmount("1.234,50", kComma, 2).number, 123450);
  EXPECT_EQ(ParseAmount("1,234.5", kPoint, 2).number, 123450);
  EXPECT_EQ(ParseAmount("-11062.06", kPoint, 2).number, -1106206);
  EXPECT_EQ(ParseAmount(".5", kPoint, 2).number, 50);
  EXPECT_EQ(ParseAmount("12", kPoint, 0).number, 12);
  EXPECT_EQ(ParseAmount("1.250", kPoint, 3).number, 1250);
  EXPECT_EQ(ParseAmount("3.100", kPoint, 2).number, 310);
  EXPECT_EQ(ParseAmount(" 7 ", kPoint, 2).number, 700);
}

TEST(ParseAmount, RefusesWhatIsNone) {
  for (const std::string_view cell :
       {"x", "1.2.3", "12,34", "1e5", "-", ".", "5.", "0x10", "1 000", "--1", "1,23.5"}) {
    EXPECT_EQ(ParseAmount(cell, kPoint, 2).problem, "is not a number") << cell;
  }
  EXPECT_EQ(ParseAmount("", kPoint, 2).problem, "is missing");
  EXPECT_EQ(ParseAmount("0.001", kPoint, 2).problem, "has more decimals than the currency");
}

TEST(ParseAmount, KeepsHugeNumbersHugeWithoutOverflow) {
  EXPECT_GT(ParseAmount("99999999999999999999999", kPoint, 2).number, 10'000'000'000'000);
  EXPECT_GT(ParseAmount("99999999999999999999999", kPoint, 0).number, kMaxLineValue);
  EXPECT_LT(ParseAmount("-1000000000001", kPoint, 0).number, -kMaxLineValue);
}

TEST(ParseQuantity, TakesWholeNumbersOnly) {
  EXPECT_EQ(ParseQuantity("-80995", kPoint).number, -80995);
  EXPECT_EQ(ParseQuantity("6.0", kPoint).number, 6);
  EXPECT_EQ(ParseQuantity("1.000", kComma).number, 1000);
  EXPECT_EQ(ParseQuantity("6.5", kPoint).problem, "is not a whole number");
  EXPECT_EQ(ParseQuantity("six", kPoint).problem, "is not a whole number");
  EXPECT_EQ(ParseQuantity("", kPoint).problem, "is missing");
}

TEST(ParseTime, ReadsIsoAndGerman) {
  const absl::CivilSecond morning(2011, 12, 31, 8, 26, 0);
  for (const std::string_view cell : {"2011-12-31 08:26", "2011-12-31T08:26:00", "31.12.2011 08:26",
                                      "31.12.2011 8:26:00", "2011-12-31 08:26:00.5"}) {
    ASSERT_TRUE(ParseTime(cell).has_value()) << cell;
    EXPECT_EQ(ParseTime(cell)->civil, morning) << cell;
    EXPECT_FALSE(ParseTime(cell)->offset.has_value());
  }
  EXPECT_EQ(ParseTime("1.2.2011")->civil, absl::CivilSecond(2011, 2, 1));
  EXPECT_EQ(ParseTime("9999-12-31")->civil, absl::CivilSecond(9999, 12, 31));
}

TEST(ParseTime, ReadsOffsets) {
  EXPECT_EQ(ParseTime("2011-12-31T08:26:00Z")->offset, absl::ZeroDuration());
  EXPECT_EQ(ParseTime("2011-12-31T08:26+02:00")->offset, absl::Hours(2));
  EXPECT_EQ(ParseTime("2011-12-31T08:26-0530")->offset, -absl::Minutes(330));
}

TEST(ParseTime, RefusesWhatIsNoTime) {
  for (const std::string_view cell :
       {"", "2011", "2011-02-30", "30.02.2011", "31/12/2011", "12/1/2010 8:26", "2011-12-31 24:00",
        "2011-12-31 08:61", "2011-12-31x", "2011-13-01", "31.12.11", "2011-12-31 08",
        "2011-12-31T08:26:00+99", "today", "1.", "."}) {
    EXPECT_FALSE(ParseTime(cell).has_value()) << cell;
  }
}

}  // namespace
}  // namespace bestand::customer_profile
