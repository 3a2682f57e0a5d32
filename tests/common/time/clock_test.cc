#include "common/time/clock.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "common/time/deadline.h"
#include "tests/support/standing_clock.h"

namespace bestand {
namespace {

absl::TimeZone Zone(const char* name) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(name, &zone));
  return zone;
}

TEST(SystemClock, TellsWholeMicroseconds) {
  const absl::Time now = SystemClock().Now();
  EXPECT_EQ(now, FromMicros(ToMicros(now)));
  EXPECT_LT(absl::AbsDuration(absl::Now() - now), absl::Minutes(1));
}

TEST(Micros, GoThereAndBack) {
  for (const int64_t micros : {0L, 1L, -1L, 1764032461000001L, -62135596800000001L}) {
    EXPECT_EQ(ToMicros(FromMicros(micros)), micros);
  }
  EXPECT_EQ(ToMicros(absl::UnixEpoch() - absl::Nanoseconds(1)), -1);
  EXPECT_EQ(FromMicros(ToMicros(absl::InfiniteFuture())), absl::InfiniteFuture());
  EXPECT_EQ(FromMicros(ToMicros(absl::InfinitePast())), absl::InfinitePast());
}

TEST(DayOf, TurnsAtTheCompanysMidnight) {
  const absl::TimeZone berlin = Zone("Europe/Berlin");
  const absl::Time midnight = absl::FromCivil(absl::CivilDay(2025, 7, 1), berlin);
  const int64_t day = absl::CivilDay(2025, 7, 1) - absl::CivilDay(1970, 1, 1);
  EXPECT_EQ(DayOf(midnight, berlin), day);
  EXPECT_EQ(DayOf(midnight - absl::Microseconds(1), berlin), day - 1);
  EXPECT_EQ(DayOf(midnight, absl::UTCTimeZone()), day - 1);
  EXPECT_EQ(DayOf(absl::UnixEpoch() - absl::Seconds(1), absl::UTCTimeZone()), -1);
}

TEST(StartOfDay, IsTheFirstMomentOfItsDay) {
  for (const char* name : {"Europe/Berlin", "America/Sao_Paulo", "UTC"}) {
    const absl::TimeZone zone = Zone(name);
    for (int64_t day = 17000; day < 18000; ++day) {
      const absl::Time start = StartOfDay(day, zone);
      EXPECT_EQ(DayOf(start, zone), day) << name;
      EXPECT_EQ(DayOf(start - absl::Microseconds(1), zone), day - 1) << name;
    }
  }
}

TEST(StandingClock, MovesOnlyWhenTold) {
  StandingClock clock(absl::UnixEpoch());
  EXPECT_EQ(clock.Now(), clock.Now());
  clock.Advance(absl::Hours(1));
  EXPECT_EQ(clock.Now(), absl::UnixEpoch() + absl::Hours(1));
}

TEST(DeadlineScope, KeepsTheEarliest) {
  EXPECT_EQ(CurrentDeadline(), absl::InfiniteFuture());
  const absl::Time soon = absl::Now() + absl::Seconds(1);
  {
    const DeadlineScope outer(soon);
    const DeadlineScope inner(soon + absl::Seconds(5));
    EXPECT_EQ(CurrentDeadline(), soon);
  }
  EXPECT_EQ(CurrentDeadline(), absl::InfiniteFuture());
}

}  // namespace
}  // namespace bestand
