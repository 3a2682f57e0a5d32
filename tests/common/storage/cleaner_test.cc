#include "common/storage/cleaner.h"

#include <gtest/gtest.h>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "tests/support/postgres.h"

namespace bestand::storage {
namespace {

constexpr Statement kAge{"age", "UPDATE replays SET create_time = create_time - INTERVAL '8 days'"};
constexpr Statement kCount{"count", "SELECT count(1) FROM replays"};

class CleanerTest : public testing::Test {
 protected:
  int64_t Count() {
    return (*database_->InSession([](Session& session) { return session.Run(kCount); }))[0].Int(0);
  }
  void Keep() {
    const auto answer = [] { return absl::StatusOr<std::string>("answer"); };
    ASSERT_TRUE(replays_.Once({NewUuid(), "/Service/Method", "caller", "print"}, answer).ok());
  }

  TestDatabase database_;
  SqlReplays replays_{*database_};
};

TEST_F(CleanerTest, RemovesOldAnswersAtOnceAndKeepsNewOnes) {
  Keep();
  ASSERT_TRUE(database_->InSession([](Session& session) { return session.Run(kAge); }).ok());
  Keep();
  const Cleaner cleaner({.outbox = nullptr, .replays = replays_, .tell_failure = [](const absl::Status&) {}});
  for (int i = 0; i < 1000 && Count() != 1; ++i) absl::SleepFor(absl::Milliseconds(10));
  EXPECT_EQ(Count(), 1);
}

// Who repeats a call within the week gets the answer it got.
TEST_F(CleanerTest, KeepsAnswersForSevenDays) {
  static constexpr Statement kAlmost{
      "almost", "UPDATE replays SET create_time = create_time - INTERVAL '6 days 23 hours'"};
  Keep();
  ASSERT_TRUE(database_->InSession([](Session& session) { return session.Run(kAge); }).ok());
  Keep();
  ASSERT_TRUE(database_->InSession([](Session& session) { return session.Run(kAlmost); }).ok());
  const Cleaner cleaner({.outbox = nullptr, .replays = replays_, .tell_failure = [](const absl::Status&) {}});
  for (int i = 0; i < 1000 && Count() != 1; ++i) absl::SleepFor(absl::Milliseconds(10));
  EXPECT_EQ(Count(), 1);
}

TEST_F(CleanerTest, TellsOfFailures) {
  Database nowhere({.conninfo = "host=/nowhere/at/all"});
  SqlReplays replays(nowhere);
  absl::Notification told;
  const Cleaner cleaner(
      {.outbox = nullptr, .replays = replays, .tell_failure = [&](const absl::Status& status) {
         EXPECT_EQ(ReasonOf(status), "DATABASE_AWAY");
         told.Notify();
       }});
  EXPECT_TRUE(told.WaitForNotificationWithTimeout(absl::Seconds(30)));
}

}  // namespace
}  // namespace bestand::storage
