#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/reward_catalog/storage/migrations.h"
#include "services/reward_catalog/storage/statements.h"
#include "tests/support/catalogue_lint.h"
#include "tests/support/postgres.h"

namespace bestand::reward_catalog {
namespace {

TEST(Schema, KeepsTheRules) {
  TestDatabase database(kMigrations);
  const auto faults = database->InSession([](storage::Session& session) { return LintCatalogue(session); });
  ASSERT_TRUE(faults.ok()) << faults.status();
  EXPECT_THAT(*faults, testing::IsEmpty());
}

TEST(Schema, PreparesEveryStatement) {
  TestDatabase database(kMigrations);
  const auto refused =
      database->InSession([](storage::Session& session) -> absl::StatusOr<std::vector<std::string>> {
        return LintStatements(session, sql::kAll);
      });
  ASSERT_TRUE(refused.ok()) << refused.status();
  EXPECT_THAT(*refused, testing::IsEmpty());
}

}  // namespace
}  // namespace bestand::reward_catalog
