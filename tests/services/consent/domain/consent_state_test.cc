#include "services/consent/domain/consent_state.h"

#include <gtest/gtest.h>

namespace bestand::consent {
namespace {

const absl::Time kNow = absl::FromCivil(absl::CivilHour(2026, 3, 1, 12), absl::UTCTimeZone());

absl::Time DaysAgo(int days) { return kNow - absl::Hours(24) * days; }

TEST(StateOf, IsNoneWithoutARequest) { EXPECT_EQ(StateOf({}, kNow, false), ConsentState::kNone); }

TEST(StateOf, IsPendingUntilTheRequestExpires) {
  const ConsentTimes times{.request = DaysAgo(1), .expire = kNow + absl::Microseconds(1)};
  EXPECT_EQ(StateOf(times, kNow, false), ConsentState::kPending);
  EXPECT_EQ(StateOf(times, kNow + absl::Microseconds(1), false), ConsentState::kExpired);
}

TEST(StateOf, StaysConfirmedWhenAskedAgain) {
  const ConsentTimes times{.request = DaysAgo(1), .expire = DaysAgo(-6), .confirm = DaysAgo(30)};
  EXPECT_EQ(StateOf(times, kNow, false), ConsentState::kConfirmed);
}

TEST(StateOf, StaysWithdrawnWhenAskedAgain) {
  const ConsentTimes times{
      .request = DaysAgo(1), .expire = DaysAgo(-6), .confirm = DaysAgo(30), .withdraw = DaysAgo(2)};
  EXPECT_EQ(StateOf(times, kNow, false), ConsentState::kWithdrawn);
  EXPECT_TRUE(HasOpenRequest(times, kNow));
}

TEST(StateOf, IsConfirmedWhenConfirmedAfterAWithdrawal) {
  const ConsentTimes times{.confirm = DaysAgo(1), .withdraw = DaysAgo(2)};
  EXPECT_EQ(StateOf(times, kNow, false), ConsentState::kConfirmed);
}

TEST(StateOf, IsStaleAfterTwentyFourMonthsWithoutUse) {
  const absl::Time edge = absl::FromCivil(absl::CivilHour(2024, 3, 1, 12), absl::UTCTimeZone());
  EXPECT_EQ(StateOf({.confirm = edge}, kNow, false), ConsentState::kConfirmed);
  EXPECT_EQ(StateOf({.confirm = edge - absl::Microseconds(1)}, kNow, false), ConsentState::kStale);
}

TEST(StateOf, IsNotStaleWhileUsedOrUnderContract) {
  EXPECT_EQ(StateOf({.confirm = DaysAgo(900), .last_use = DaysAgo(10)}, kNow, false),
            ConsentState::kConfirmed);
  EXPECT_EQ(StateOf({.confirm = DaysAgo(900)}, kNow, true), ConsentState::kConfirmed);
}

TEST(StateOf, IsOfflineUntilAskedOrConfirmed) {
  EXPECT_EQ(StateOf({.offline = DaysAgo(1)}, kNow, false), ConsentState::kOffline);
  EXPECT_EQ(StateOf({.expire = DaysAgo(2), .offline = DaysAgo(3)}, kNow, false), ConsentState::kOffline);
  EXPECT_EQ(StateOf({.expire = DaysAgo(-2), .offline = DaysAgo(1)}, kNow, false), ConsentState::kPending);
  EXPECT_EQ(StateOf({.confirm = DaysAgo(2), .offline = DaysAgo(1)}, kNow, false), ConsentState::kConfirmed);
  EXPECT_EQ(StateOf({.withdraw = DaysAgo(2), .offline = DaysAgo(1)}, kNow, false), ConsentState::kWithdrawn);
}

TEST(StateToConfirm, IsWhatCanBeConfirmed) {
  const ConsentTimes asked{.request = DaysAgo(1), .expire = DaysAgo(-6), .withdraw = DaysAgo(2)};
  EXPECT_EQ(StateToConfirm(asked, kNow, false), ConsentState::kPending);
  EXPECT_EQ(StateToConfirm({.withdraw = DaysAgo(2), .offline = DaysAgo(1)}, kNow, false),
            ConsentState::kOffline);
  EXPECT_EQ(StateToConfirm({.withdraw = DaysAgo(1), .offline = DaysAgo(2)}, kNow, false),
            ConsentState::kWithdrawn);
  EXPECT_EQ(StateToConfirm({.confirm = DaysAgo(1), .offline = DaysAgo(2)}, kNow, false),
            ConsentState::kConfirmed);
}

TEST(HasOpenRequest, EndsWithItsConfirmation) {
  const ConsentTimes times{.request = DaysAgo(2), .expire = DaysAgo(-5), .confirm = DaysAgo(1)};
  EXPECT_FALSE(HasOpenRequest(times, kNow));
}

TEST(ObjectionOf, GivesTheWiderOne) {
  EXPECT_EQ(ObjectionOf({}), Objection::kNone);
  EXPECT_EQ(ObjectionOf({.this_channel = DaysAgo(1)}), Objection::kThisChannel);
  EXPECT_EQ(ObjectionOf({.this_channel = DaysAgo(1), .all = DaysAgo(2)}), Objection::kAll);
}

TEST(ObjectionToRequest, CountsOnlyWhatIsNewerThanTheRequest) {
  const ConsentTimes asked{.request = DaysAgo(2), .expire = DaysAgo(-5)};
  EXPECT_EQ(ObjectionToRequest({.all = DaysAgo(3)}, asked, kNow), Objection::kNone);
  EXPECT_EQ(ObjectionToRequest({.all = DaysAgo(1)}, asked, kNow), Objection::kAll);
  EXPECT_EQ(ObjectionToRequest({.this_channel = DaysAgo(3)}, {}, kNow), Objection::kThisChannel);
}

}  // namespace
}  // namespace bestand::consent
