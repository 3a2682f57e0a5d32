#include "services/consent/domain/staleness.h"

#include <gtest/gtest.h>

namespace bestand::consent {
namespace {

const absl::Time kNow = absl::FromCivil(absl::CivilHour(2026, 3, 1, 12), absl::UTCTimeZone());

absl::Time DaysAgo(int days) { return kNow - absl::Hours(24) * days; }

TEST(StaleWarning, SaysAfterTwelveMonthsWithoutUseUntilWhenAConsentCounts) {
  const absl::Time used = absl::FromCivil(absl::CivilHour(2025, 3, 1, 12), absl::UTCTimeZone());
  const absl::Time stale = absl::FromCivil(absl::CivilHour(2027, 3, 1, 12), absl::UTCTimeZone());
  const ConsentTimes times{.confirm = DaysAgo(600), .last_use = used};
  EXPECT_EQ(StaleWarning(times, kNow - absl::Microseconds(1), false), std::nullopt);
  EXPECT_EQ(StaleWarning(times, kNow, false), stale);
  EXPECT_EQ(StaleWarning({.confirm = used, .last_use = DaysAgo(700)}, kNow, false), stale);
}

TEST(StaleWarning, IsForConfirmedConsentsWithoutAContract) {
  EXPECT_TRUE(StaleWarning({.confirm = DaysAgo(400)}, kNow, false).has_value());
  EXPECT_EQ(StaleWarning({.confirm = DaysAgo(400)}, kNow, true), std::nullopt);
  EXPECT_EQ(StaleWarning({.confirm = DaysAgo(400), .withdraw = DaysAgo(1)}, kNow, false), std::nullopt);
  EXPECT_EQ(StaleWarning({.confirm = DaysAgo(900)}, kNow, false), std::nullopt);
  EXPECT_EQ(StaleWarning({.expire = DaysAgo(400), .offline = DaysAgo(500)}, kNow, false), std::nullopt);
  EXPECT_EQ(StaleWarning({}, kNow, false), std::nullopt);
}

// Around each 29 February too: at the moment that the warning names, and no earlier, the consent is stale.
TEST(StaleWarning, NamesTheMomentAtWhichTheStateChanges) {
  const absl::Time begin = absl::FromCivil(absl::CivilDay(2023, 2, 20), absl::UTCTimeZone());
  for (int hour = 0; hour < 24 * 366 * 3; hour += 5) {
    const ConsentTimes times{.confirm = begin + absl::Hours(hour)};
    const auto stale = StaleWarning(times, *times.confirm + absl::Hours(24 * 400), false);
    ASSERT_TRUE(stale.has_value());
    for (const absl::Duration before : {absl::Microseconds(1), absl::Hours(30)}) {
      ASSERT_EQ(StateOf(times, *stale - before, false), ConsentState::kConfirmed) << *times.confirm;
    }
    for (const absl::Duration after : {absl::Microseconds(1), absl::Hours(13), absl::Hours(30)}) {
      ASSERT_EQ(StateOf(times, *stale + after, false), ConsentState::kStale) << *times.confirm;
    }
  }
}

TEST(StaleBefore, NeverGoesBack) {
  absl::Time last = absl::InfinitePast();
  for (absl::Time now = absl::FromCivil(absl::CivilDay(2028, 2, 27), absl::UTCTimeZone());
       now < absl::FromCivil(absl::CivilDay(2028, 3, 3), absl::UTCTimeZone()); now += absl::Minutes(30)) {
    ASSERT_GE(StaleBefore(now), last) << now;
    last = StaleBefore(now);
  }
}

}  // namespace
}  // namespace bestand::consent
