#include "common/storage/migrate.h"

#include <gtest/gtest.h>

#include <thread>

#include "common/error/error.h"
#include "tests/support/postgres.h"

namespace bestand::storage {
namespace {

constexpr Migration kSteps[] = {
    {1, "one", "CREATE TABLE one (id bigint); COMMENT ON TABLE one IS 'local: 1'"},
    {2, "two", "CREATE TABLE two (id bigint)"}};
constexpr Migration kOtherText[] = {{1, "one", "CREATE TABLE one (id integer)"}, kSteps[1]};
constexpr Migration kBroken[] = {kSteps[0], {2, "two", "CREATE TABLE two (id bigint); SELECT 1 / 0"}};
constexpr std::span<const Migration> kAll = kSteps;
constexpr Statement kTables{"tables",
                            "SELECT to_regclass('one') IS NOT NULL, to_regclass('two') IS NOT NULL"};

class MigrateTest : public testing::Test {
 protected:
  Database database_{{.conninfo = TestPostgres::Get().EmptyConninfo()}};
};

TEST_F(MigrateTest, BringsTheCommonTablesAndTheServicesOwn) {
  EXPECT_EQ(*SchemaVersion(database_), 0);
  EXPECT_EQ(ReasonOf(CheckSchema(database_, kAll)), "SCHEMA_VERSION_MISMATCH");
  EXPECT_EQ(*Migrate(database_, kAll.first(1)), 4);
  EXPECT_EQ(*SchemaVersion(database_), 1);
  EXPECT_EQ(*Migrate(database_, kAll), 1);
  EXPECT_EQ(*Migrate(database_, kAll), 0);
  EXPECT_EQ(*SchemaVersion(database_), 2);
  EXPECT_TRUE(CheckSchema(database_, kAll).ok());
}

TEST_F(MigrateTest, RefusesAStepThatHasAnotherTextNow) {
  ASSERT_TRUE(Migrate(database_, kAll).ok());
  const auto changed = Migrate(database_, kOtherText).status();
  EXPECT_EQ(ReasonOf(changed), "MIGRATION_CHANGED");
  EXPECT_EQ(FactsOf(changed)["migration"], "one");
  EXPECT_EQ(ReasonOf(CheckSchema(database_, kOtherText)), "MIGRATION_CHANGED");
}

TEST_F(MigrateTest, RefusesADatabaseAheadOfTheProgram) {
  ASSERT_TRUE(Migrate(database_, kAll).ok());
  const auto behind = Migrate(database_, kAll.first(1)).status();
  EXPECT_EQ(ReasonOf(behind), "SCHEMA_VERSION_MISMATCH");
  EXPECT_EQ(FactsOf(behind)["have"], "2");
  EXPECT_EQ(FactsOf(behind)["need"], "1");
}

TEST_F(MigrateTest, LeavesNothingOfAStepThatFails) {
  EXPECT_EQ(ReasonOf(Migrate(database_, kBroken).status()), "ROW_REFUSED");
  const auto tables = database_.InSession([](Session& session) { return session.Run(kTables); });
  EXPECT_TRUE((*tables)[0].Bool(0));
  EXPECT_FALSE((*tables)[0].Bool(1));
  EXPECT_EQ(*Migrate(database_, kAll), 1);
}

TEST_F(MigrateTest, LetsOneProcessMigrateAtATime) {
  std::vector<std::thread> threads;
  std::atomic<int> steps = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      Database mine({.conninfo = database_.options().conninfo});
      const auto made = Migrate(mine, kAll);
      EXPECT_TRUE(made.ok()) << made.status();
      steps += made.value_or(0);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(steps, 5);
}

}  // namespace
}  // namespace bestand::storage
