#include "services/customer_profile/storage/statements.h"
#include "tests/services/customer_profile/storage/store_fixture.h"
#include "tests/support/catalogue_lint.h"

namespace bestand::customer_profile {
namespace {

using ::testing::IsEmpty;

TEST_F(StoreTest, SchemaKeepsTheRules) {
  const auto lint = database->InSession([](storage::Session& session) { return LintCatalogue(session); });
  ASSERT_TRUE(lint.ok()) << lint.status();
  EXPECT_THAT(*lint, IsEmpty());
}

TEST_F(StoreTest, EveryStatementCanBePrepared) {
  const absl::Status status = database->InSession([](storage::Session& session) -> absl::Status {
    // DDL is not prepared but run; what refers to the staging table needs it.
    RETURN_IF_ERROR(session.RunText("create_staged_lines", sql::kCreateStagedLines.sql));
    std::vector<storage::Statement> statements;
    for (const storage::Statement& statement : sql::kAll) {
      if (statement.sql != sql::kCreateStagedLines.sql) statements.push_back(statement);
    }
    EXPECT_THAT(LintStatements(session, statements), IsEmpty());
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
}

}  // namespace
}  // namespace bestand::customer_profile
