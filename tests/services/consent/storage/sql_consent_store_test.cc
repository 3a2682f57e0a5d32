#include "services/consent/storage/sql_consent_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "common/id/digest.h"
#include "services/consent/domain/leaf.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/catalogue_lint.h"

namespace bestand::consent {
namespace {

using storage::Rows;
using storage::Session;

// One event with what is kept beside it.
struct Whole {
  RecordedEvent event;
  std::string subject, salt, payload;
};

std::vector<Whole> WholeLog(ConsentHouse& house) {
  static constexpr storage::Statement kRead{
      "test_whole_log",
      "SELECT e.log_index, e.kind, e.event_time, e.channel, e.purpose_id, e.wording, e.leaf, e.leaf_hash,"
      " e.subject FROM events AS e ORDER BY e.log_index"};
  const auto payloads = house.Payloads();
  std::vector<Whole> log;
  const auto read = [&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(kRead));
    for (const storage::Row row : rows) {
      const auto& payload = payloads[log.size()];
      log.push_back({EventOf(row), row.Bytes(8), payload->salt, payload->payload});
    }
    return absl::OkStatus();
  };
  EXPECT_TRUE(house.database->InSession(read).ok());
  return log;
}

TEST(Schema, KeepsTheRulesOfTheHouse) {
  TestDatabase database(kMigrations);
  const auto lint = [](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const auto problems, LintCatalogue(session));
    EXPECT_THAT(problems, testing::IsEmpty());
    EXPECT_THAT(LintStatements(session, sql::kAll), testing::IsEmpty());
    return absl::OkStatus();
  };
  EXPECT_TRUE(database->InSession(lint).ok());
}

// A message over gRPC ends at 4 MiB.
TEST(ListWordings, ListsNoMoreTextThanAMessageHolds) {
  static constexpr storage::Statement kFill{
      "test_fill_wordings",
      "INSERT INTO wordings SELECT 'long', i, 'en', repeat('x', 5000), decode(repeat('00', 32), 'hex'), now()"
      " FROM generate_series(1, 1000) AS i"};
  ConsentHouse house;
  ASSERT_TRUE(house.purposes.CreatePurpose({"long", "Long", {}}).ok());
  const auto fill = [](Session& session) { return session.Run(kFill).status(); };
  ASSERT_TRUE(house.database->InSession(fill).ok());
  const auto wordings = house.purposes.ListWordings("long");
  ASSERT_TRUE(wordings.ok());
  ASSERT_EQ(wordings->size(), 3 * 1024 * 1024 / 5000u);
  EXPECT_EQ(wordings->front().version, 1000);
  EXPECT_EQ(wordings->back().version, 1001 - 629);
}

TEST(Schema, LeavesItsOwnerNoRightToChangeEvents) {
  static constexpr storage::Statement kRights{
      "test_rights",
      "SELECT count(*) FROM pg_class AS c, aclexplode(c.relacl) AS a"
      " WHERE c.relname = 'events' AND a.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')"};
  static constexpr storage::Statement kInsert{"test_insert",
                                              "SELECT count(*) FROM pg_class AS c, aclexplode(c.relacl) AS a"
                                              " WHERE c.relname = 'events' AND a.privilege_type = 'INSERT'"};
  TestDatabase database(kMigrations);
  const auto read = [](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows rights, session.Run(kRights));
    EXPECT_EQ(rights[0].Int(0), 0);
    ASSIGN_OR_RETURN(const Rows insert, session.Run(kInsert));
    EXPECT_EQ(insert[0].Int(0), 1);
    return absl::OkStatus();
  };
  EXPECT_TRUE(database->InSession(read).ok());
}

TEST(Schema, HasNoStatementThatChangesEvents) {
  for (const storage::Statement& statement : sql::kAll) {
    const std::string text = statement.sql;
    EXPECT_EQ(text.find("UPDATE events"), std::string::npos) << statement.name;
    EXPECT_EQ(text.find("DELETE FROM events"), std::string::npos) << statement.name;
  }
}

TEST(Log, IsGaplessUnderEightThreads) {
  constexpr int kThreads = 8, kEach = 25;
  ConsentHouse house;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&house, t] {
      for (int i = 0; i < kEach; ++i) {
        const std::string customer = "c" + std::to_string((t * kEach + i) % 20);
        EXPECT_TRUE(house.refusals.Object(customer, Channel::kEmail, {}).ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto log = WholeLog(house);
  ASSERT_EQ(log.size(), kThreads * kEach);
  for (size_t i = 0; i < log.size(); ++i) EXPECT_EQ(log[i].event.log_index, static_cast<int64_t>(i));
}

TEST(Log, HoldsLeavesThatRecompute) {
  ConsentHouse house;
  house.OptIn("c1", {"news", "birthday"});
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {"page", "127.0.0.1", ""}).ok());
  ASSERT_TRUE(house.refusals.Object("c2", std::nullopt, {}).ok());
  const auto log = WholeLog(house);
  ASSERT_EQ(log.size(), 6);
  std::map<std::tuple<std::string, int, std::string>, std::string> tips;
  for (const Whole& whole : log) {
    const std::string& leaf = whole.event.leaf;
    EXPECT_EQ(whole.event.leaf_hash, Sha256(std::string(1, '\0') + leaf));
    EXPECT_EQ(leaf.substr(26, 16), whole.subject);
    EXPECT_EQ(leaf.substr(leaf.size() - 64, 32), Sha256(whole.salt + whole.payload));
    std::string& tip = tips[{whole.subject, NumberOf(whole.event.channel), whole.event.purpose}];
    EXPECT_EQ(leaf.substr(leaf.size() - 32), tip.empty() ? std::string(32, '\0') : tip);
    tip = whole.event.leaf_hash;
  }
}

TEST(Log, ShowsNoCustomerInItsLeaves) {
  ConsentHouse house;
  house.Ask("customer-in-clear");
  for (const Whole& whole : WholeLog(house)) {
    EXPECT_EQ(whole.event.leaf.find("customer-in-clear"), std::string::npos);
  }
}

TEST(Log, KeepsItsTimeGrowingWhenTheClockGoesBack) {
  ConsentHouse house;
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  house.clock.Advance(-absl::Hours(48));
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  const auto log = WholeLog(house);
  ASSERT_EQ(log.size(), 2);
  EXPECT_GT(log[1].event.time, log[0].event.time);
}

TEST(Log, KeepsNothingOfWorkThatFailed) {
  ConsentHouse house;
  const auto size = house.consents.InLog([](LogWriter& log) -> absl::Status {
    RETURN_IF_ERROR(log.StoreObjection("c1", std::nullopt));
    const NewEvent event{EventKind::kObjected, "c1", std::nullopt, "", 0, "", ""};
    RETURN_IF_ERROR(log.Append({&event, 1}));
    return absl::CancelledError("no");
  });
  EXPECT_FALSE(size.ok());
  EXPECT_THAT(WholeLog(house), testing::IsEmpty());
  EXPECT_NE(house.Decide("c1").reason, "OBJECTED");
}

TEST(Log, PagesThroughACustomersEvents) {
  ConsentHouse house;
  house.OptIn("c1");
  house.OptIn("c2");
  house.clock.Advance(absl::Minutes(11));
  house.OptIn("c1", {"birthday"});
  const auto first = house.consents.ListEvents({"c1", 3, -1});
  ASSERT_TRUE(first.ok());
  ASSERT_EQ(first->size(), 3);
  const auto rest = house.consents.ListEvents({"c1", 3, first->back().log_index});
  ASSERT_EQ(rest->size(), 1);
  EXPECT_EQ(rest->front().kind, EventKind::kConfirmed);
  EXPECT_THAT(*house.consents.ListEvents({"nobody", 3, -1}), testing::IsEmpty());
}

TEST(Storage, SaysUnavailableWhileTheDatabaseIsAwayAndRecovers) {
  ConsentHouse house;
  house.OptIn("c1");
  TestPostgres::Get().StopImmediately();
  EXPECT_EQ(house.consents.List("c1").status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(house.refusals.Object("c1", std::nullopt, {}).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(house.checks.Check({"c1", Channel::kEmail, MessageClass::kMarketing, "news", ""}).status().code(),
            absl::StatusCode::kUnavailable);
  TestPostgres::Get().Start();
  EXPECT_TRUE(house.Decide("c1").allowed);
}

}  // namespace
}  // namespace bestand::consent
