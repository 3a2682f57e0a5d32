#include <algorithm>

#include "services/scoring/storage/statements.h"
#include "tests/services/scoring/support/scoring_test.h"
#include "tests/support/catalogue_lint.h"

namespace bestand::scoring {
namespace {

TEST(Schema, KeepsTheRulesOfTheCatalogue) {
  TestDatabase database(kMigrations);
  const auto faults = database->InSession([](storage::Session& session) { return LintCatalogue(session); });
  ASSERT_TRUE(faults.ok()) << faults.status();
  EXPECT_THAT(*faults, testing::IsEmpty());
}

TEST(Schema, PreparesEveryStatement) {
  TestDatabase database(kMigrations);
  const absl::Status status = database->InSession([](storage::Session& session) {
    EXPECT_THAT(LintStatements(session, sql::kAll), testing::IsEmpty());
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
}

}  // namespace
}  // namespace bestand::scoring
