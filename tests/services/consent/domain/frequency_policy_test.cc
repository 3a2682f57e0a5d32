#include "services/consent/domain/frequency_policy.h"

#include <gtest/gtest.h>

#include <random>

namespace bestand::consent {
namespace {

const absl::Time kNow = absl::FromCivil(absl::CivilHour(2026, 3, 4, 12), absl::UTCTimeZone());

absl::Time HoursAgo(double hours) { return kNow - absl::Hours(hours); }

// Contacts that went out so many hours ago, newest first.
Frequency After(const FrequencyPolicy& policy, const std::vector<double>& hours_ago) {
  Frequency frequency{policy, {}, {}};
  for (const double hours : hours_ago)
    frequency.contacts.push_back({HoursAgo(hours), absl::InfiniteFuture()});
  return frequency;
}

absl::TimeZone Berlin() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Berlin", &zone));
  return zone;
}

TEST(FreeAt, IsNowWithoutAPolicy) { EXPECT_EQ(FreeAt(After({}, {0, 0, 0}), kNow), kNow); }

TEST(FreeAt, WaitsUntilAWindowHasRoom) {
  EXPECT_EQ(FreeAt(After({.in_day = 2}, {1}), kNow), kNow);
  EXPECT_EQ(FreeAt(After({.in_day = 2}, {1, 5}), kNow), HoursAgo(5) + absl::Hours(24));
  EXPECT_EQ(FreeAt(After({.in_day = 2}, {1, 24}), kNow), kNow);
  EXPECT_EQ(FreeAt(After({.in_week = 1}, {1}), kNow), HoursAgo(1) + absl::Hours(7 * 24));
  EXPECT_EQ(FreeAt(After({.in_month = 1}, {1}), kNow), HoursAgo(1) + absl::Hours(30 * 24));
  EXPECT_EQ(FreeAt(After({.in_year = 1}, {1}), kNow), HoursAgo(1) + absl::Hours(365 * 24));
}

TEST(FreeAt, TakesTheNarrowestOfAll) {
  EXPECT_EQ(FreeAt(After({.in_day = 1, .in_week = 2, .min_gap = absl::Hours(30)}, {2, 100}), kNow),
            HoursAgo(100) + absl::Hours(168));
  EXPECT_EQ(FreeAt(After({.in_day = 1, .min_gap = absl::Hours(30)}, {2}), kNow),
            HoursAgo(2) + absl::Hours(30));
}

TEST(FreeAt, CountsAReservationUntilItExpires) {
  Frequency frequency{{.in_day = 1}, {{HoursAgo(0.2), kNow + absl::Minutes(1)}}, {}};
  EXPECT_GT(FreeAt(frequency, kNow), kNow);
  EXPECT_EQ(FreeAt(frequency, kNow + absl::Minutes(1)), kNow + absl::Minutes(1));
}

TEST(FreeAt, WaitsForTheEndOfAPause) {
  Frequency frequency;
  frequency.pause = kNow + absl::Hours(50);
  EXPECT_EQ(FreeAt(frequency, kNow), kNow + absl::Hours(50));
  frequency.pause = HoursAgo(1);
  EXPECT_EQ(FreeAt(frequency, kNow), kNow);
}

TEST(FreeAt, KeepsTheCustomersOwnLimitWhereItIsTheStricter) {
  Frequency frequency = After({}, {1});
  frequency.own = {1, 7};
  EXPECT_EQ(FreeAt(frequency, kNow), HoursAgo(1) + absl::Hours(7 * 24));
  frequency.own = {2, 7};
  EXPECT_EQ(FreeAt(frequency, kNow), kNow);
  frequency.policy.in_week = 1;  // a limit of one's own allows no more
  EXPECT_EQ(FreeAt(frequency, kNow), HoursAgo(1) + absl::Hours(7 * 24));
  frequency.own = {1, 91};
  EXPECT_EQ(FreeAt(frequency, kNow), HoursAgo(1) + absl::Hours(91 * 24));
}

TEST(FreeAt, KeepsQuietHoursByTheWallClock) {
  const FrequencyPolicy night{.quiet_start = 22 * 60, .quiet_end = 7 * 60, .zone = Berlin()};
  const auto at = [](int day, int hour, int minute) {
    return absl::FromCivil(absl::CivilMinute(2026, 3, day, hour, minute), Berlin());
  };
  EXPECT_EQ(FreeAt({night, {}, {}}, at(4, 21, 59)), at(4, 21, 59));
  EXPECT_EQ(FreeAt({night, {}, {}}, at(4, 22, 0)), at(5, 7, 0));
  EXPECT_EQ(FreeAt({night, {}, {}}, at(5, 6, 59)), at(5, 7, 0));
  EXPECT_EQ(FreeAt({night, {}, {}}, at(5, 7, 0)), at(5, 7, 0));
  EXPECT_EQ(FreeAt({night, {}, {}}, at(28, 23, 0)), at(29, 7, 0));  // clocks go forward in between
  const FrequencyPolicy noon{.quiet_start = 12 * 60, .quiet_end = 14 * 60, .zone = Berlin()};
  EXPECT_EQ(FreeAt({noon, {}, {}}, at(4, 13, 0)), at(4, 14, 0));
  EXPECT_EQ(FreeAt({noon, {}, {}}, at(4, 14, 0)), at(4, 14, 0));
}

// Whoever goes by it, at whatever moments, never exceeds any window and keeps every gap.
TEST(FreeAt, NeverLetsAWindowOverrun) {
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    const FrequencyPolicy policy{.in_day = 1 + static_cast<int>(random() % 3),
                                 .in_week = 2 + static_cast<int>(random() % 5),
                                 .min_gap = absl::Hours(random() % 8)};
    const OwnLimit own{1 + static_cast<int>(random() % 3), 1 + static_cast<int>(random() % 4)};
    Frequency frequency{policy, {}, {}, own};
    absl::Time now = kNow;
    for (int step = 0; step < 300; ++step) {
      now += absl::Minutes(random() % 600);
      const absl::Time free = FreeAt(frequency, now);
      if (random() % 2 == 0) now = free;  // go exactly when told
      if (free > now) continue;
      frequency.contacts.insert(frequency.contacts.begin(), {now, absl::InfiniteFuture()});
    }
    const auto& contacts = frequency.contacts;
    ASSERT_GT(contacts.size(), 20u);
    for (size_t i = 0; i + 1 < contacts.size(); ++i) {
      ASSERT_GE(contacts[i].time - contacts[i + 1].time, policy.min_gap);
      if (i + policy.in_day < contacts.size()) {
        ASSERT_GE(contacts[i].time - contacts[i + policy.in_day].time, absl::Hours(24));
      }
      if (i + own.contacts < contacts.size()) {
        ASSERT_GE(contacts[i].time - contacts[i + own.contacts].time, absl::Hours(24 * own.days));
      }
      if (i + policy.in_week < contacts.size()) {
        ASSERT_GE(contacts[i].time - contacts[i + policy.in_week].time, absl::Hours(7 * 24));
      }
    }
  }
}

}  // namespace
}  // namespace bestand::consent
