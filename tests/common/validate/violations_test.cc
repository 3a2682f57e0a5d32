#include "common/validate/violations.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "common/validate/names.h"
#include "common/validate/wire_values.h"

namespace bestand {
namespace {

using google::protobuf::Timestamp;
using google::type::Money;

// Returns the one description that `check` finds, or "".
std::string Finds(const std::function<void(Violations&)>& check) {
  Violations found;
  check(found);
  const auto violations = ViolationsOf(found.ToStatus());
  EXPECT_LE(violations.size(), 1u);
  return violations.empty() ? "" : violations[0].description;
}

Money Amount(int64_t units, int32_t nanos, const std::string& currency = "EUR") {
  Money money;
  money.set_units(units);
  money.set_nanos(nanos);
  money.set_currency_code(currency);
  return money;
}

Timestamp At(int64_t seconds, int32_t nanos = 0) {
  Timestamp time;
  time.set_seconds(seconds);
  time.set_nanos(nanos);
  return time;
}

TEST(Violations, AreAllTold) {
  Violations found;
  found.UnlessName("customer", "customer/x", "customers/*");
  found.UnlessInRange("limit", int64_t{0}, 1, 100);
  found.UnlessMoney(Indexed("lines", 3, "price"), Amount(-1, 0), Sign::kNotNegative);
  const auto violations = ViolationsOf(found.ToStatus());
  ASSERT_EQ(violations.size(), 3u);
  EXPECT_EQ(violations[0].field, "customer");
  EXPECT_EQ(violations[1].description, "is 0, must be from 1 to 100");
  EXPECT_EQ(violations[2].field, "lines[3].price");
  EXPECT_EQ(ReasonOf(found.ToStatus()), "FIELD_INVALID");
}

TEST(Violations, AreOkWhenThereAreNone) { EXPECT_TRUE(Violations().ToStatus().ok()); }

TEST(UnlessName, KnowsItsPattern) {
  const auto finds = [](const char* value, const char* pattern) {
    return Finds([&](Violations& found) { found.UnlessName("name", value, pattern); });
  };
  EXPECT_EQ(finds("customers/A.b_c~1-", "customers/*"), "");
  EXPECT_EQ(finds("purposes/newsletter-1", "purposes/*"), "");
  EXPECT_EQ(finds("customers/X/contactPoints/a1", "customers/*/contactPoints/*"), "");
  EXPECT_EQ(finds("", "customers/*"), "is missing; give a name such as customers/*");
  for (const char* bad :
       {"customers/", "customers", "customer/x", "customers/a/b", "customers/ann@example.test",
        "customers/a b", "/customers/x", "customers/x/", "customers/%00"}) {
    EXPECT_EQ(finds(bad, "customers/*"), "is not a name of the form customers/*") << bad;
  }
  for (const char* bad : {"purposes/Upper", "purposes/-a", "purposes/a-", "purposes/a.b"}) {
    EXPECT_NE(finds(bad, "purposes/*"), "") << bad;
  }
  EXPECT_NE(finds(("customers/" + std::string(65, 'x')).c_str(), "customers/*"), "");
}

TEST(Names, GiveTheirIds) {
  EXPECT_EQ(CustomerIdOf("customers/x"), "x");
  EXPECT_EQ(CustomerIdOf("purposes/x"), "");
  EXPECT_EQ(IdOf("customers/X/contactPoints/a1", "customers/*/contactPoints/*"), "a1");
  EXPECT_EQ(CustomerName("x"), "customers/x");
}

TEST(UnlessUuid, TakesUuidsAndNothing) {
  const auto finds = [](const char* value) {
    return Finds([&](Violations& found) { found.UnlessUuid("request_id", value); });
  };
  EXPECT_EQ(finds(""), "");
  EXPECT_EQ(finds("123e4567-E89b-42d3-a456-426614174000"), "");
  EXPECT_NE(finds("123e4567e89b42d3a456426614174000"), "");
  EXPECT_NE(finds("123e4567-e89b-42d3-a456-42661417400g"), "");
}

TEST(UnlessText, RefusesControlsBadUtf8AndTooMuch) {
  using namespace std::string_literals;
  const auto finds = [](const std::string& value) {
    return Finds([&](Violations& found) { found.UnlessText("note", value, 10); });
  };
  EXPECT_EQ(finds(""), "");
  EXPECT_EQ(finds("Grüße"), "");
  EXPECT_EQ(finds("ab\0cd"s), "has a control character");
  EXPECT_EQ(finds("a\nb"), "has a control character");
  EXPECT_EQ(finds("\xC2\x85"), "has a control character");
  EXPECT_EQ(finds("\xff"), "is not UTF-8");
  EXPECT_EQ(finds("01234567890"), "has 11 bytes, at most 10 are allowed");
  EXPECT_EQ(Finds([](Violations& found) { found.UnlessLines("note", "a\r\n\tb"); }), "");
  EXPECT_EQ(Finds([](Violations& found) { found.UnlessRequiredText("note", ""); }), "is missing");
}

TEST(UnlessMoney, KnowsTheRulesOfAmounts) {
  const auto finds = [](const Money& money, Sign sign = Sign::kAny) {
    return Finds([&](Violations& found) { found.UnlessMoney("price", money, sign); });
  };
  EXPECT_EQ(finds(Amount(12, 340'000'000)), "");
  EXPECT_EQ(finds(Amount(-12, -340'000'000)), "");
  EXPECT_EQ(finds(Amount(5, 0, "JPY"), Sign::kPositive), "");
  EXPECT_EQ(finds(Amount(1, 1'000'000, "KWD")), "");
  EXPECT_EQ(finds(Amount(1, 1'000'000)), "has more decimals than EUR");
  EXPECT_EQ(finds(Amount(1, 500'000'000, "JPY")), "has more decimals than JPY");
  EXPECT_EQ(finds(Amount(1, -1)), "has units and nanos of different signs");
  EXPECT_EQ(finds(Amount(0, 1'000'000'000)), "has nanos beyond 999,999,999");
  EXPECT_EQ(finds(Amount(INT64_MAX, 0)), "is too large");
  EXPECT_EQ(finds(Amount(INT64_MIN, 0)), "is too large");
  EXPECT_EQ(finds(Amount(-1, 0), Sign::kNotNegative), "must not be negative");
  EXPECT_EQ(finds(Amount(0, -10'000'000), Sign::kNotNegative), "must not be negative");
  EXPECT_EQ(finds(Amount(0, 0), Sign::kPositive), "must be more than zero");
  for (const char* currency : {"", "eur", "EURO", "E1R"}) {
    EXPECT_NE(finds(Amount(1, 0, currency)), "") << currency;
  }
}

TEST(UnlessTime, TakesTheYears1900To2199) {
  const auto finds = [](const Timestamp& time) {
    return Finds([&](Violations& found) { found.UnlessTime("time", time); });
  };
  const int64_t begin = absl::ToUnixSeconds(absl::FromCivil(absl::CivilYear(1900), absl::UTCTimeZone()));
  const int64_t end = absl::ToUnixSeconds(absl::FromCivil(absl::CivilYear(2200), absl::UTCTimeZone()));
  const int64_t year_9999 = absl::ToUnixSeconds(absl::FromCivil(absl::CivilYear(9999), absl::UTCTimeZone()));
  EXPECT_EQ(finds(At(begin)), "");
  EXPECT_EQ(finds(At(end - 1, 999'999'999)), "");
  EXPECT_EQ(finds(At(begin - 1)), "lies outside the years 1900 to 2199");
  EXPECT_EQ(finds(At(end)), "lies outside the years 1900 to 2199");
  EXPECT_EQ(finds(At(year_9999)), "lies outside the years 1900 to 2199");
  EXPECT_EQ(finds(At(INT64_MAX)), "lies outside the years 1900 to 2199");
  EXPECT_NE(finds(At(0, -1)), "");
  EXPECT_NE(finds(At(0, 1'000'000'000)), "");
}

TEST(UnlessDuration, ChecksFormAndRange) {
  const auto finds = [](int64_t seconds, int32_t nanos) {
    google::protobuf::Duration duration;
    duration.set_seconds(seconds);
    duration.set_nanos(nanos);
    return Finds([&](Violations& found) {
      found.UnlessDuration("horizon", duration, absl::Seconds(1), absl::Hours(1));
    });
  };
  EXPECT_EQ(finds(1, 0), "");
  EXPECT_EQ(finds(3600, 0), "");
  EXPECT_EQ(finds(3600, 1), "is 1h0.000000001s, must be from 1s to 1h");
  EXPECT_NE(finds(0, 999'999'999), "");
  EXPECT_EQ(finds(1, -1), "is not a well-formed duration");
  EXPECT_EQ(finds(INT64_MIN, 0), "is not a well-formed duration");
}

TEST(UnlessInRange, RefusesWhatIsNoNumber) {
  const auto finds = [](double value) {
    return Finds([&](Violations& found) { found.UnlessInRange("share", value, 0.0, 1.0); });
  };
  EXPECT_EQ(finds(0.5), "");
  EXPECT_NE(finds(1.5), "");
  EXPECT_NE(finds(std::nan("")), "");
  EXPECT_NE(finds(INFINITY), "");
}

TEST(UnlessBatch, HasALimit) {
  const auto finds = [](int count) {
    return Finds([&](Violations& found) { found.UnlessBatch("names", count); });
  };
  EXPECT_EQ(finds(1000), "");
  EXPECT_EQ(finds(0), "is empty; give at least one");
  EXPECT_EQ(finds(1200), "has 1200 items, at most 1000 are allowed");
}

TEST(UnlessPageSize, RefusesNegativeSizes) {
  EXPECT_NE(Finds([](Violations& found) { found.UnlessPageSize(-1); }), "");
  EXPECT_EQ(Finds([](Violations& found) { found.UnlessPageSize(100000); }), "");
}

}  // namespace
}  // namespace bestand
