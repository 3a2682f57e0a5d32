#include "services/consent/storage/sql_state_log.h"

#include <gtest/gtest.h>

#include "common/error/error.h"
#include "services/consent/storage/migrations.h"
#include "tests/support/postgres.h"

namespace bestand::consent {
namespace {

using storage::Rows;
using storage::Session;

constexpr int64_t kChanges = 8000;
constexpr storage::Statement kFill{
    "test_fill",
    "INSERT INTO state_changes (version, customer_id) SELECT v, 'c' || v FROM generate_series(1, 8000) AS v"};
constexpr storage::Statement kMove{"test_move", "UPDATE log_head SET state_version = 8000 WHERE id = 1"};
constexpr storage::Statement kWhole{
    "test_whole",
    "SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_xact_user_tables WHERE relname = 'state_changes'"};

// Every check waits for this read: it must not cost more the more was changed before.
TEST(SqlStateLog, ReadsNewChangesAloneWithoutLookingAtOldOnes) {
  TestDatabase database(kMigrations, 2);
  SqlStateLog log(*database);
  const auto fill = [&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(session.Run(kFill).status());
    return session.Run(kMove).status();
  };
  ASSERT_TRUE(database->InTransaction(fill).ok());
  const auto read = [&](Session& session) -> absl::StatusOr<int64_t> {
    for (int i = 0; i < 20; ++i) {  // PostgreSQL plans for all values alike from the sixth time on
      ASSIGN_OR_RETURN(const StateNews news, log.ReadAfter(kChanges - 3));
      EXPECT_EQ(news.changes.size(), 3U);
      EXPECT_TRUE(news.complete);
    }
    ASSIGN_OR_RETURN(const Rows scans, session.Run(kWhole));
    return scans[0].Int(0);
  };
  EXPECT_EQ(database->InTransaction(read).value(), 0);
}

}  // namespace
}  // namespace bestand::consent
