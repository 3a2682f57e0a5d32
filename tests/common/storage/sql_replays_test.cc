#include "common/storage/sql_replays.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "tests/support/postgres.h"

namespace bestand::storage {
namespace {

using idempotency::ReplayKey;

constexpr Migration kNotes[] = {{1, "notes", "CREATE TABLE notes (id bigint)"}};
constexpr Statement kAdd{"add", "INSERT INTO notes (id) VALUES (1)"};
constexpr Statement kCount{"count", "SELECT count(1) FROM notes"};

class SqlReplaysTest : public testing::Test {
 protected:
  absl::StatusOr<std::string> Once(const ReplayKey& key,
                                   const absl::StatusOr<std::string>& answer = "answer") {
    return replays_.Once(key, [&]() -> absl::StatusOr<std::string> {
      ++calls_;
      RETURN_IF_ERROR(database_->InTransaction([](Session& session) { return session.Run(kAdd).status(); }));
      return answer;
    });
  }
  int64_t Stored() {
    return (*database_->InSession([](Session& session) { return session.Run(kCount); }))[0].Int(0);
  }

  TestDatabase database_{kNotes};
  SqlReplays replays_{*database_};
  std::atomic<int> calls_ = 0;
  const ReplayKey key_{NewUuid(), "/Service/Method", "caller", std::string("finger\0print", 12)};
};

TEST_F(SqlReplaysTest, AnswersARepetitionWithoutWork) {
  EXPECT_EQ(*Once(key_, std::string("bin\0ary", 7)), std::string("bin\0ary", 7));
  EXPECT_EQ(*Once(key_, "other"), std::string("bin\0ary", 7));
  EXPECT_EQ(calls_, 1);
  EXPECT_EQ(Stored(), 1);
}

TEST_F(SqlReplaysTest, RefusesAnIdThatCameWithAnotherRequest) {
  ASSERT_TRUE(Once(key_).ok());
  ReplayKey other = key_;
  other.fingerprint = "other";
  EXPECT_EQ(ReasonOf(Once(other).status()), "REQUEST_ID_REUSED");
  other = key_;
  other.method = "/Service/Other";
  EXPECT_EQ(ReasonOf(Once(other).status()), "REQUEST_ID_REUSED");
  EXPECT_EQ(calls_, 1);
}

TEST_F(SqlReplaysTest, KeepsCallersApart) {
  ASSERT_TRUE(Once(key_).ok());
  ReplayKey other = key_;
  other.caller = "another";
  EXPECT_EQ(*Once(other, "own"), "own");
}

TEST_F(SqlReplaysTest, KeepsNothingOfWorkThatFails) {
  EXPECT_EQ(Once(key_, absl::NotFoundError("no")).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Stored(), 0);
  EXPECT_EQ(*Once(key_), "answer");
  EXPECT_EQ(Stored(), 1);
}

TEST_F(SqlReplaysTest, RefusesWhatIsNoUuid) {
  ReplayKey key = key_;
  key.request_id = "1";
  EXPECT_EQ(ReasonOf(Once(key).status()), "FIELD_INVALID");
}

TEST_F(SqlReplaysTest, FindsAnAnswerWithoutWork) {
  EXPECT_EQ(*replays_.Find(key_), std::nullopt);
  ASSERT_TRUE(Once(key_).ok());
  EXPECT_EQ(*replays_.Find(key_), "answer");
  ReplayKey other = key_;
  other.fingerprint = "other";
  EXPECT_EQ(ReasonOf(replays_.Find(other).status()), "REQUEST_ID_REUSED");
  other.request_id = "1";
  EXPECT_EQ(ReasonOf(replays_.Find(other).status()), "FIELD_INVALID");
}

TEST_F(SqlReplaysTest, FindsNothingWhileTheFirstIsStillAtWork) {
  const auto answer = replays_.Once(key_, [&]() -> absl::StatusOr<std::string> {
    std::thread([&] { EXPECT_EQ(*replays_.Find(key_), std::nullopt); }).join();
    return "answer";
  });
  EXPECT_EQ(*answer, "answer");
}

TEST_F(SqlReplaysTest, WorksOnceForTwoAtTheSameTime) {
  std::atomic<int> works = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto answer = replays_.Once(key_, [&]() -> absl::StatusOr<std::string> {
        absl::SleepFor(absl::Milliseconds(50));
        return std::to_string(++works);
      });
      EXPECT_TRUE(answer.ok()) << answer.status();
      EXPECT_EQ(answer.value_or(""), "1");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(works, 1);
}

TEST_F(SqlReplaysTest, ForgetsOldAnswers) {
  ASSERT_TRUE(Once(key_).ok());
  EXPECT_EQ(*replays_.RemoveBefore(absl::Now() - absl::Hours(1)), 0);
  EXPECT_EQ(*replays_.RemoveBefore(absl::Now() + absl::Hours(1)), 1);
  ASSERT_TRUE(Once(key_).ok());
  EXPECT_EQ(calls_, 2);
}

TEST_F(SqlReplaysTest, FindsAndKeepsTheAnswersOfManyAtOnce) {
  ASSERT_TRUE(Once(key_, "first").ok());
  ReplayKey other = key_, unknown = key_, new_one = key_;
  other.fingerprint = "another";
  unknown.request_id = NewUuid();
  new_one.request_id = NewUuid();
  const std::vector<ReplayKey> keys = {unknown, key_, other, new_one};
  const auto find = [&](Session& session) { return FindAnswers(session, keys); };
  const std::vector<std::string> answer = {std::string("bin\0ary", 7)};
  const auto keep = [&](Session& session) { return KeepAnswers(session, {&new_one, 1}, answer); };
  ASSERT_TRUE(database_->InTransaction(keep).ok());
  const auto found = database_->InSession(find);
  ASSERT_TRUE(found.ok());
  EXPECT_FALSE((*found)[0].has_value());
  EXPECT_EQ(**(*found)[1], "first");
  EXPECT_EQ(ReasonOf((*found)[2]->status()), "REQUEST_ID_REUSED");
  EXPECT_EQ(**(*found)[3], answer[0]);
  EXPECT_EQ(*Once(new_one, "again"), answer[0]);
  EXPECT_EQ(ReasonOf(database_->InTransaction(keep)), "ROW_CONFLICT");
}

}  // namespace
}  // namespace bestand::storage
