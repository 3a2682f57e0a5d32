#include "tests/support/catalogue_lint.h"

#include <soci/soci.h>

#include <array>
#include <regex>

#include "common/error/error.h"

namespace bestand {
namespace {

using storage::Rows;
using storage::Session;
using storage::Statement;

// Each rule is a query that gives the offenders as sentences.
constexpr std::array<Statement, 11> kRules{{
    {"kind", R"sql(
SELECT 'table ' || t.relname || ' does not say by COMMENT ON TABLE whether it is customer:, reference: or local:'
  FROM pg_class AS t
 WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')
   AND coalesce(obj_description(t.oid, 'pg_class'), '') !~ '^(customer|reference|local): .')sql"},
    {"customer_id", R"sql(
SELECT 'table ' || t.relname || ' is about customers but has no customer_id NOT NULL'
  FROM pg_class AS t
 WHERE t.relnamespace = 'public'::regnamespace AND obj_description(t.oid, 'pg_class') LIKE 'customer:%'
   AND NOT EXISTS (SELECT 1 FROM pg_attribute AS a
                    WHERE a.attrelid = t.oid AND a.attname = 'customer_id' AND a.attnotnull))sql"},
    {"primary_key", R"sql(
SELECT 'table ' || t.relname || ' has no primary key'
  FROM pg_class AS t
 WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')
   AND NOT EXISTS (SELECT 1 FROM pg_index AS i WHERE i.indrelid = t.oid AND i.indisprimary))sql"},
    {"unique", R"sql(
SELECT 'unique index ' || i.indexrelid::regclass || ' does not hold customer_id'
  FROM pg_class AS t JOIN pg_index AS i ON i.indrelid = t.oid
 WHERE t.relnamespace = 'public'::regnamespace AND obj_description(t.oid, 'pg_class') LIKE 'customer:%'
   AND (i.indisunique OR i.indisexclusion)
   AND NOT EXISTS (SELECT 1 FROM pg_attribute AS a
                    WHERE a.attrelid = t.oid AND a.attname = 'customer_id' AND a.attnum = ANY (i.indkey)))sql"},
    {"bucket", R"sql(
SELECT 'column bucket of ' || t.relname || ' is not smallint NOT NULL'
  FROM pg_class AS t JOIN pg_attribute AS a ON a.attrelid = t.oid
 WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND a.attname = 'bucket'
   AND NOT (a.atttypid = 'int2'::regtype AND a.attnotnull))sql"},
    {"triggers", R"sql(
SELECT 'trigger ' || g.tgname || ' on ' || g.tgrelid::regclass
  FROM pg_trigger AS g JOIN pg_class AS t ON t.oid = g.tgrelid
 WHERE t.relnamespace = 'public'::regnamespace AND NOT g.tgisinternal)sql"},
    {"sequences", R"sql(
SELECT 'sequence ' || s.relname || '; use a UUID, or a number under the lock of a head row'
  FROM pg_class AS s
 WHERE s.relnamespace = 'public'::regnamespace AND s.relkind = 'S')sql"},
    {"foreign_keys", R"sql(
SELECT 'foreign key ' || k.conname || ' leads neither from customer_id to customer_id nor to a reference table'
  FROM pg_constraint AS k
 WHERE k.connamespace = 'public'::regnamespace AND k.contype = 'f'
   AND coalesce(obj_description(k.confrelid, 'pg_class'), '') NOT LIKE 'reference:%'
   AND NOT EXISTS (SELECT 1
                     FROM unnest(k.conkey, k.confkey) AS pair (here, there)
                     JOIN pg_attribute AS h ON h.attrelid = k.conrelid AND h.attnum = pair.here
                     JOIN pg_attribute AS o ON o.attrelid = k.confrelid AND o.attnum = pair.there
                    WHERE h.attname = 'customer_id' AND o.attname = 'customer_id'))sql"},
    {"set_null", R"sql(
SELECT 'foreign key ' || k.conname || ' changes rows by SET NULL or SET DEFAULT'
  FROM pg_constraint AS k
 WHERE k.connamespace = 'public'::regnamespace AND k.contype = 'f'
   AND (k.confdeltype IN ('n', 'd') OR k.confupdtype IN ('n', 'd')))sql"},
    {"cascade", R"sql(
SELECT 'foreign key ' || k.conname || ' updates keys by ON UPDATE CASCADE'
  FROM pg_constraint AS k
 WHERE k.connamespace = 'public'::regnamespace AND k.contype = 'f' AND k.confupdtype = 'c')sql"},
    {"extensions", R"sql(
SELECT 'extension ' || extname
  FROM pg_extension
 WHERE extname <> 'plpgsql')sql"},
}};

// Says whether an UPDATE sets the distribution column.
bool SetsCustomerId(const Statement& statement) {
  static const std::regex kSet(R"(\bSET\b((?!\b(WHERE|FROM|RETURNING)\b)[^])*?\bcustomer_id\s*=)",
                               std::regex::icase);
  return std::regex_search(statement.sql, kSet);
}

// What PostgreSQL says against a statement, or "". Here, and only here, its words are shown.
std::string RefusalOf(Session& session, const Statement& statement) {
  try {
    soci::statement prepared(session.soci());
    prepared.alloc();
    prepared.prepare(statement.sql);
    return "";
  } catch (const soci::soci_error& error) {
    return error.what();
  }
}

}  // namespace

absl::StatusOr<std::vector<std::string>> LintCatalogue(Session& session) {
  std::vector<std::string> findings;
  for (const Statement& rule : kRules) {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(rule));
    for (const storage::Row row : rows) findings.emplace_back(row.Text(0));
  }
  return findings;
}

std::vector<std::string> LintStatements(Session& session, std::span<const Statement> statements) {
  std::vector<std::string> findings;
  for (const Statement& statement : statements) {
    const std::string name = statement.name;
    if (SetsCustomerId(statement)) findings.push_back(name + ": updates customer_id");
    if (std::string_view(statement.sql).starts_with("COPY")) continue;
    const std::string refusal = RefusalOf(session, statement);
    if (!refusal.empty()) findings.push_back(name + ": " + refusal);
  }
  return findings;
}

}  // namespace bestand
