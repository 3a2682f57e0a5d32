#include "common/storage/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/time/deadline.h"
#include "tests/support/postgres.h"

namespace bestand::storage {
namespace {

constexpr Migration kNotes[] = {
    {1, "notes", "CREATE TABLE notes (id bigint PRIMARY KEY, text text NOT NULL)"}};
constexpr Statement kAdd{"add", "INSERT INTO notes (id, text) VALUES (CAST(:id AS bigint), :text)"};
constexpr Statement kChange{"change", "UPDATE notes SET text = :text WHERE id = CAST(:id AS bigint)"};
constexpr Statement kCount{"count", "SELECT count(1) FROM notes"};
constexpr Statement kLock{"lock", "SELECT text FROM notes WHERE id = CAST(:id AS bigint) FOR UPDATE"};
constexpr Statement kEndMe{"end_me", "SELECT pg_terminate_backend(pg_backend_pid())"};
constexpr Statement kEndOthers{"end_others",
                               "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                               " WHERE datname = current_database() AND pid <> pg_backend_pid()"};

class DatabaseTest : public testing::Test {
 protected:
  static absl::Status Add(Session& session, int id) {
    return session.Run(kAdd, {{"id", id}, {"text", "note"}}).status();
  }
  int64_t Count() {
    const auto rows =
        database_->InSession([](Session& session) { return session.Run(kCount); }, Repeat::kOnce);
    EXPECT_TRUE(rows.ok()) << rows.status();
    return rows.ok() ? (*rows)[0].Int(0) : -1;
  }

  TestDatabase database_{kNotes};
};

TEST_F(DatabaseTest, StoresWhatATransactionDid) {
  EXPECT_TRUE(database_->InTransaction([](Session& session) { return Add(session, 1); }).ok());
  EXPECT_EQ(Count(), 1);
}

TEST_F(DatabaseTest, RollsBackWhenTheWorkFails) {
  const auto status = database_->InTransaction([](Session& session) -> absl::Status {
    RETURN_IF_ERROR(Add(session, 1));
    return absl::NotFoundError("none");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Count(), 0);
}

TEST_F(DatabaseTest, RollsBackWhenTheWorkThrows) {
  EXPECT_THROW(database_
                   ->InTransaction([](Session& session) -> absl::Status {
                     RETURN_IF_ERROR(Add(session, 1));
                     throw std::runtime_error("thrown");
                   })
                   .IgnoreError(),
               std::runtime_error);
  EXPECT_EQ(Count(), 0);
}

TEST_F(DatabaseTest, ReturnsAStatementsFailureThatTheWorkForgot) {
  const auto status = database_->InTransaction([](Session& session) -> absl::Status {
    RETURN_IF_ERROR(Add(session, 1));
    Add(session, 1).IgnoreError();
    return absl::OkStatus();
  });
  EXPECT_EQ(ReasonOf(status), "ROW_CONFLICT");
  EXPECT_EQ(FactsOf(status)["constraint"], "notes_pkey");
  EXPECT_EQ(Count(), 0);
}

TEST_F(DatabaseTest, JoinsAnOuterTransaction) {
  const auto status = database_->InTransaction([&](Session& outer) -> absl::Status {
    RETURN_IF_ERROR(Add(outer, 1));
    RETURN_IF_ERROR(database_->InTransaction([&](Session& inner) {
      EXPECT_EQ(&inner, &outer);
      return Add(inner, 2);
    }));
    EXPECT_EQ(Count(), 2);  // seen within, though nothing is committed
    return absl::CancelledError("no");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(Count(), 0);
}

TEST_F(DatabaseTest, IsDoomedByAFailedInnerTransaction) {
  const auto status = database_->InTransaction([&](Session& outer) -> absl::Status {
    RETURN_IF_ERROR(Add(outer, 1));
    database_->InTransaction([](Session&) { return absl::NotFoundError("inner"); }).IgnoreError();
    return absl::OkStatus();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Count(), 0);
}

TEST_F(DatabaseTest, TellsOfACommitOnlyAfterIt) {
  int64_t seen = -1;
  const auto add = [&](int id, const absl::Status& end) {
    return database_->InTransaction([&, id](Session& session) -> absl::Status {
      RETURN_IF_ERROR(Add(session, id));
      session.OnCommit([&] { seen = id; });
      return end;
    });
  };
  EXPECT_FALSE(add(1, absl::NotFoundError("")).ok());
  EXPECT_EQ(seen, -1);
  EXPECT_TRUE(add(2, absl::OkStatus()).ok());
  EXPECT_EQ(seen, 2);
}

TEST_F(DatabaseTest, RepeatsADeadlockedTransaction) {
  ASSERT_TRUE(database_
                  ->InTransaction([](Session& session) -> absl::Status {
                    RETURN_IF_ERROR(Add(session, 1));
                    return Add(session, 2);
                  })
                  .ok());
  std::atomic<int> ready = 0, calls = 0;
  const auto cross = [&](int first, int second) {
    const auto status = database_->InTransaction([&](Session& session) -> absl::Status {
      RETURN_IF_ERROR(session.Run(kLock, {{"id", first}}).status());
      for (++ready, ++calls; ready < 2;) std::this_thread::yield();
      return session.Run(kChange, {{"id", second}, {"text", "changed"}}).status();
    });
    EXPECT_TRUE(status.ok()) << status;
  };
  std::thread other(cross, 2, 1);
  cross(1, 2);
  other.join();
  EXPECT_GE(calls, 3);
}

TEST_F(DatabaseTest, SaysItIsBusyWhenEverySessionIsTaken) {
  Database narrow({.conninfo = database_.conninfo(), .sessions = 1, .lease_wait = absl::Milliseconds(50)});
  const auto status = narrow.InSession([&](Session&) {
    absl::Status inside;
    std::thread([&] { inside = narrow.Ping(); }).join();
    return inside;
  });
  EXPECT_EQ(ReasonOf(status), "DATABASE_BUSY");
  EXPECT_TRUE(narrow.Ping().ok());
}

TEST_F(DatabaseTest, GivesALeaseToTheNextInLine) {
  Database narrow({.conninfo = database_.conninfo(), .sessions = 1});
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back(
        [&, i] { done += narrow.InTransaction([&](Session& session) { return Add(session, i); }).ok(); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, 8);
}

TEST_F(DatabaseTest, ReplacesAnIdleSessionThatWasEnded) {
  ASSERT_TRUE(database_->Ping().ok());
  Database other({.conninfo = database_.conninfo()});
  ASSERT_TRUE(other.InSession([](Session& session) { return session.Run(kEndOthers); }).ok());
  absl::SleepFor(absl::Milliseconds(50));
  // Without Repeat: the loss is seen before anything is sent.
  EXPECT_TRUE(database_->InSession([](Session& session) { return Add(session, 1); }).ok());
}

TEST_F(DatabaseTest, RepeatsReadsWhenTheConnectionBreaksUnderThem) {
  int calls = 0;
  const auto read = [&](Session& session) { return session.Run(++calls == 1 ? kEndMe : kCount); };
  EXPECT_EQ(ReasonOf(database_->InSession(read).status()), "DATABASE_AWAY");
  calls = 0;
  EXPECT_TRUE(database_->InSession(read, Repeat::kOnce).ok());
}

TEST_F(DatabaseTest, RepeatsATransactionThatBrokeBeforeItsCommit) {
  int calls = 0;
  const auto status = database_->InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(Add(session, 1));
    return ++calls == 1 ? session.Run(kEndMe).status() : absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(Count(), 1);
}

TEST_F(DatabaseTest, RecoversByItselfAfterTheServerWasAway) {
  ASSERT_TRUE(database_->InTransaction([](Session& session) { return Add(session, 1); }).ok());
  TestPostgres::Get().StopImmediately();
  {
    const DeadlineScope scope(absl::Now() + absl::Seconds(3));
    const absl::Time begin = absl::Now();
    EXPECT_EQ(ReasonOf(database_->Ping()), "DATABASE_AWAY");
    EXPECT_LT(absl::Now() - begin, absl::Seconds(3));
  }
  TestPostgres::Get().Start();
  EXPECT_TRUE(database_->InTransaction([](Session& session) { return Add(session, 2); }).ok());
  EXPECT_EQ(Count(), 2);
}

TEST_F(DatabaseTest, IsMadeWhileTheServerIsAway) {
  TestPostgres::Get().StopImmediately();
  Database early({.conninfo = database_.conninfo()});
  EXPECT_EQ(ReasonOf(early.Ping()), "DATABASE_AWAY");
  TestPostgres::Get().Start();
  EXPECT_TRUE(early.Ping().ok());
}

TEST_F(DatabaseTest, SaysWhenItIsNotLetIn) {
  Database stranger({.conninfo = database_.conninfo() + "_gone"});
  const auto status = stranger.Ping();
  EXPECT_EQ(ReasonOf(status), "DATABASE_AWAY");
  EXPECT_THAT(std::string(MessageOf(status)), testing::HasSubstr("lets us not in"));
}

TEST(CompleteConninfo, TakesBothFormsAndThePasswordFromAFile) {
  const std::string file = testing::TempDir() + "/password";
  std::ofstream(file) << "it's\n";
  const auto complete = CompleteConninfo({.conninfo = "postgresql://me@db:5433/name", .password_file = file});
  ASSERT_TRUE(complete.ok()) << complete.status();
  for (const char* part : {"host='db'", "port='5433'", "user='me'", "dbname='name'", "password='it\\'s'",
                           "connect_timeout='2'", "-c timezone=UTC"}) {
    EXPECT_THAT(*complete, testing::HasSubstr(part));
  }
  EXPECT_EQ(ReasonOf(CompleteConninfo({.conninfo = "host='x"}).status()), "SETTING_INVALID");
  EXPECT_EQ(ReasonOf(CompleteConninfo({.conninfo = "", .password_file = "/no/such/file"}).status()),
            "SETTING_INVALID");
}

}  // namespace
}  // namespace bestand::storage
