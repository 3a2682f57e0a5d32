#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/storage/database.h"
#include "common/storage/statements.h"
#include "tests/support/catalogue_lint.h"
#include "tests/support/postgres.h"

namespace bestand {
namespace {

using storage::Migration;
using storage::Session;
using storage::Statement;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> LintOf(const char* text) {
  const Migration migration{1, "tables", text};
  TestDatabase database({&migration, 1});
  auto findings = database->InSession(LintCatalogue);
  EXPECT_TRUE(findings.ok()) << findings.status();
  return *findings;
}

constexpr const char* kGood = R"sql(
CREATE TABLE purposes (id text PRIMARY KEY);
COMMENT ON TABLE purposes IS 'reference: what for';
CREATE TABLE customers (customer_id text PRIMARY KEY, bucket smallint NOT NULL);
COMMENT ON TABLE customers IS 'customer: one row each';
CREATE TABLE notes (
  customer_id text NOT NULL REFERENCES customers ON DELETE CASCADE,
  id uuid NOT NULL,
  purpose_id text NOT NULL REFERENCES purposes,
  PRIMARY KEY (customer_id, id)
);
COMMENT ON TABLE notes IS 'customer: remarks';
)sql";

TEST(Catalogue, FindsNothingInTheCommonTables) { EXPECT_THAT(LintOf("SELECT 1"), IsEmpty()); }

TEST(Catalogue, FindsNothingInGoodTables) { EXPECT_THAT(LintOf(kGood), IsEmpty()); }

struct Bad {
  const char* text;
  const char* finding;
};

class BadTables : public testing::TestWithParam<Bad> {};

TEST_P(BadTables, AreFound) {
  const std::string text = std::string(kGood) + GetParam().text;
  EXPECT_THAT(LintOf(text.c_str()), ElementsAre(HasSubstr(GetParam().finding)));
}

INSTANTIATE_TEST_SUITE_P(
    Catalogue, BadTables,
    testing::Values(
        Bad{"CREATE TABLE t (id uuid PRIMARY KEY)", "table t does not say"},
        Bad{"CREATE TABLE t (id uuid PRIMARY KEY); COMMENT ON TABLE t IS 'customers: no'",
            "table t does not say"},
        Bad{"CREATE TABLE t (id uuid); COMMENT ON TABLE t IS 'local: t'", "table t has no primary key"},
        Bad{"CREATE UNIQUE INDEX notes_by_id ON notes (id)", "unique index notes_by_id"},
        Bad{"ALTER TABLE notes ADD bucket integer NOT NULL", "column bucket of notes"},
        Bad{"ALTER TABLE notes ADD bucket smallint", "column bucket of notes"},
        Bad{"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
            "CREATE TRIGGER g BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION f()",
            "trigger g on notes"},
        Bad{"CREATE TABLE t (id bigserial PRIMARY KEY); COMMENT ON TABLE t IS 'local: t'",
            "sequence t_id_seq"},
        Bad{"CREATE TABLE t (id uuid PRIMARY KEY, owner text REFERENCES customers); "
            "COMMENT ON TABLE t IS 'local: t'",
            "foreign key t_owner_fkey leads"},
        Bad{"CREATE TABLE t (id uuid PRIMARY KEY, purpose text REFERENCES purposes ON DELETE SET NULL); "
            "COMMENT ON TABLE t IS 'local: t'",
            "SET NULL"},
        Bad{"ALTER TABLE notes ADD FOREIGN KEY (customer_id) REFERENCES customers ON UPDATE CASCADE",
            "ON UPDATE CASCADE"},
        Bad{"CREATE EXTENSION pg_trgm", "extension pg_trgm"}));

TEST(Catalogue, WantsCustomerIdInCustomerTables) {
  const auto findings = LintOf("CREATE TABLE t (id uuid PRIMARY KEY); COMMENT ON TABLE t IS 'customer: t'");
  EXPECT_THAT(findings, Contains(HasSubstr("no customer_id NOT NULL")));
  EXPECT_THAT(findings, Contains(HasSubstr("unique index t_pkey")));
}

TEST(Catalogue, PreparesTheCommonStatements) {
  TestDatabase database;
  EXPECT_TRUE(database
                  ->InSession([](Session& session) {
                    EXPECT_THAT(LintStatements(session, common::sql::kAll), IsEmpty());
                    return absl::OkStatus();
                  })
                  .ok());
}

TEST(Catalogue, FindsBadStatements) {
  constexpr Statement kBad[] = {
      {"typo", "SELECT idd FROM jobs"},
      {"move", "UPDATE outbox SET topic = 'x', customer_id = :new WHERE id IS NULL"},
      {"fine", "UPDATE outbox SET topic = 'x' WHERE customer_id = :customer_id"},
      {"copy", "COPY outbox FROM STDIN (FORMAT binary)"}};
  TestDatabase database;
  EXPECT_TRUE(database
                  ->InSession([&](Session& session) {
                    EXPECT_THAT(LintStatements(session, kBad),
                                ElementsAre(AllOf(HasSubstr("typo: "), HasSubstr("idd")),
                                            HasSubstr("move: updates customer_id")));
                    return absl::OkStatus();
                  })
                  .ok());
}

}  // namespace
}  // namespace bestand
