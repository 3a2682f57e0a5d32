#include "services/gateway/api/web/even_pace.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"

namespace bestand::gateway {
namespace {

constexpr absl::Duration kStep = absl::Milliseconds(100);

TEST(WaitAfter, MakesEverythingTakeWholeSteps) {
  for (const int taken : {0, 1, 2, 37, 99, 100}) {
    EXPECT_EQ(absl::Milliseconds(taken) + WaitAfter(absl::Milliseconds(taken), kStep), kStep) << taken;
  }
  EXPECT_EQ(WaitAfter(absl::Milliseconds(101), kStep), absl::Milliseconds(99));
  EXPECT_EQ(WaitAfter(absl::Milliseconds(250), kStep), absl::Milliseconds(50));
}

TEST(WaitAfter, IsNothingWithoutAStep) {
  EXPECT_EQ(WaitAfter(absl::Milliseconds(7), absl::ZeroDuration()), absl::ZeroDuration());
}

TEST(EvenPace, WaitsAtItsEnd) {
  const absl::Time begin = absl::Now();
  { const EvenPace pace(absl::Milliseconds(20)); }
  EXPECT_GE(absl::Now() - begin, absl::Milliseconds(19));
}

}  // namespace
}  // namespace bestand::gateway
