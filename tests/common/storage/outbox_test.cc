#include "common/storage/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "tests/support/postgres.h"

namespace bestand::storage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class OutboxTest : public testing::Test {
 protected:
  absl::Status Append(const std::vector<Change>& changes) {
    return database_->InTransaction([&](Session& session) { return outbox_.Append(session, changes); });
  }

  std::vector<std::string> PayloadsAfter(int64_t position, const std::string& topic = "") {
    const auto changes = outbox_.ReadAfter({.topic = topic, .after = position});
    EXPECT_TRUE(changes.ok()) << changes.status();
    std::vector<std::string> payloads;
    for (const PlacedChange& placed : *changes) payloads.push_back(placed.change.payload);
    return payloads;
  }

  TestDatabase database_;
  Outbox outbox_{*database_};
};

TEST_F(OutboxTest, TellsChangesInOrder) {
  ASSERT_TRUE(Append({{"sales", "c1", "one"}, {"sales", "c2", "two"}}).ok());
  ASSERT_TRUE(Append({{"sales", "c1", std::string("th\0ree", 6)}}).ok());
  const auto changes = outbox_.ReadAfter({});
  ASSERT_TRUE(changes.ok()) << changes.status();
  ASSERT_EQ(changes->size(), 3u);
  for (int i = 0; i < 3; ++i) EXPECT_EQ((*changes)[i].position, i + 1);
  EXPECT_EQ((*changes)[1].change.customer_id, "c2");
  EXPECT_EQ((*changes)[2].change.payload, std::string("th\0ree", 6));
  EXPECT_THAT(PayloadsAfter(1), ElementsAre("two", std::string("th\0ree", 6)));
}

TEST_F(OutboxTest, TellsNothingOfWhatWasRolledBack) {
  const auto status = database_->InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(outbox_.Append(session, std::vector<Change>{{"sales", "c1", "never"}}));
    return absl::CancelledError("no");
  });
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(PayloadsAfter(0), IsEmpty());
}

TEST_F(OutboxTest, TellsOneTopicAlone) {
  ASSERT_TRUE(Append({{"sales", "c1", "sale"}, {"gifts", "c1", "gift"}}).ok());
  EXPECT_THAT(PayloadsAfter(0, "gifts"), ElementsAre("gift"));
  EXPECT_THAT(PayloadsAfter(0), ElementsAre("sale", "gift"));
}

TEST_F(OutboxTest, MissesNoChangeThatCommitsLate) {
  // A transaction that writes first and commits last, while a reader goes by.
  const auto late = database_->InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(outbox_.Append(session, std::vector<Change>{{"sales", "c1", "late"}}));
    std::thread([&] {
      EXPECT_TRUE(Append({{"sales", "c2", "early"}}).ok());
      EXPECT_THAT(PayloadsAfter(0), ElementsAre("early"));
    }).join();
    return absl::OkStatus();
  });
  ASSERT_TRUE(late.ok()) << late;
  EXPECT_THAT(PayloadsAfter(1), ElementsAre("late"));
}

TEST_F(OutboxTest, GivesEveryPositionOnceToManyReadersAndWriters) {
  std::vector<std::thread> threads;
  for (int writer = 0; writer < 3; ++writer) {
    threads.emplace_back([&, writer] {
      for (int i = 0; i < 30; ++i) EXPECT_TRUE(Append({{"sales", "c" + std::to_string(writer), "x"}}).ok());
    });
  }
  std::vector<std::vector<int64_t>> seen(2);
  for (auto& positions : seen) {
    threads.emplace_back([&] {
      while (positions.size() < 90) {
        const auto changes = outbox_.AwaitAfter(
            {.after = positions.empty() ? 0 : positions.back(), .limit = 7}, absl::Seconds(10));
        ASSERT_TRUE(changes.ok()) << changes.status();
        ASSERT_FALSE(changes->empty());
        for (const PlacedChange& placed : *changes) positions.push_back(placed.position);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& positions : seen) {
    for (int i = 0; i < 90; ++i) EXPECT_EQ(positions[i], i + 1);
  }
}

TEST_F(OutboxTest, WaitsForAChange) {
  std::thread writer([&] {
    absl::SleepFor(absl::Milliseconds(50));
    EXPECT_TRUE(Append({{"sales", "c1", "news"}}).ok());
  });
  const auto changes = outbox_.AwaitAfter({}, absl::Seconds(10));
  writer.join();
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ(changes->size(), 1u);
}

TEST_F(OutboxTest, ReturnsNothingWhenPatienceEnds) {
  const auto changes = outbox_.AwaitAfter({}, absl::Milliseconds(30));
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_THAT(*changes, IsEmpty());
}

TEST_F(OutboxTest, RefusesACursorItNeverGaveOrThatIsGone) {
  ASSERT_TRUE(Append({{"sales", "c1", "one"}, {"sales", "c1", "two"}}).ok());
  EXPECT_EQ(*outbox_.LastPosition(), 2);
  EXPECT_EQ(ReasonOf(outbox_.ReadAfter({.after = 3}).status()), "CURSOR_UNKNOWN");
  EXPECT_EQ(*outbox_.RemoveBefore(absl::Now() + absl::Hours(1)), 2);
  EXPECT_EQ(ReasonOf(outbox_.ReadAfter({.after = 1}).status()), "CURSOR_UNKNOWN");
  // Who has seen nothing has missed something too.
  const absl::Status nothing_seen = outbox_.ReadAfter({.after = 0}).status();
  EXPECT_EQ(ReasonOf(nothing_seen), "CURSOR_UNKNOWN");
  EXPECT_EQ(FactsOf(nothing_seen).at("oldest_cursor"), "2");
  EXPECT_THAT(PayloadsAfter(2), IsEmpty());
  ASSERT_TRUE(Append({{"sales", "c1", "three"}}).ok());
  EXPECT_THAT(PayloadsAfter(2), ElementsAre("three"));
}

}  // namespace
}  // namespace bestand::storage
