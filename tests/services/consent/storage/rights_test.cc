// The role that serves can add to evidence and take payloads away, and nothing else: PostgreSQL is the judge.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/storage/grant.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

using storage::Session;

constexpr char kRole[] = "serves";
constexpr char kRefused[] = "42501";  // insufficient_privilege

absl::Status RunText(storage::Database& database, const std::string& text) {
  return database.InSession([&](Session& session) { return session.RunText("test_text", text.c_str()); });
}

std::string WithRole(std::string conninfo) {
  const std::string owner = "user=bestand";
  return conninfo.replace(conninfo.find(owner), owner.size(), std::string("user=") + kRole);
}

// A log with something in it, and the role that serves on it.
struct RightsHouse : ConsentHouse {
  RightsHouse() {
    (void)RunText(*database, std::string("CREATE ROLE ") + kRole + " LOGIN");  // once a server
    OptIn("c1");
    (void)refusals.Object("c2", std::nullopt, {});
    EXPECT_TRUE(storage::Grant(*database, kGrants, kRole).ok());
    EXPECT_TRUE(storage::Grant(*database, kGrants, kRole).ok());  // twice is once
  }

  // The SQLSTATE of a statement of the role that serves; empty when it ran.
  std::string StateOf(const std::string& text) {
    const auto facts = FactsOf(RunText(served, text));
    const auto state = facts.find("sqlstate");
    return state == facts.end() ? "" : state->second;
  }

  storage::Database served{{.conninfo = WithRole(database.conninfo())}};
};

TEST(Rights, LetNobodyChangeEvidence) {
  RightsHouse house;
  const std::map<std::string, std::string> columns = {{"events", "leaf_hash = leaf_hash"},
                                                      {"log_nodes", "hash = hash"},
                                                      {"sealed_payloads", "log_index = log_index"},
                                                      {"event_payloads", "payload = payload"},
                                                      {"wordings", "text = text"},
                                                      {"template_versions", "approved = TRUE"},
                                                      {"frequency_policies", "in_day = 9"},
                                                      {"cosignatures", "root = ''"},
                                                      {"time_stamps", "root = ''"},
                                                      {"schema_migrations", "checksum = ''"}};
  for (const auto& [table, change] : columns) {
    EXPECT_EQ(house.StateOf("SELECT count(*) FROM " + table), "") << table;
    EXPECT_EQ(house.StateOf("UPDATE " + table + " SET " + change), kRefused) << table;
    EXPECT_EQ(house.StateOf("DELETE FROM " + table), kRefused) << table;
    EXPECT_EQ(house.StateOf("TRUNCATE " + table), kRefused) << table;
    EXPECT_EQ(house.StateOf("DROP TABLE " + table), kRefused) << table;
    EXPECT_EQ(house.StateOf("ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY"), kRefused) << table;
  }
  EXPECT_EQ(house.StateOf("DELETE FROM log_head"), kRefused);
  EXPECT_EQ(house.StateOf("TRUNCATE consents"), kRefused);
  EXPECT_EQ(house.StateOf("CREATE TABLE mine (id integer)"), kRefused);
}

TEST(Rights, LetPayloadsBeTakenAwayAndNotChanged) {
  RightsHouse house;
  EXPECT_EQ(house.StateOf("UPDATE sealed_payloads SET sealed = '\\x00' WHERE log_index = 0"), kRefused);
  EXPECT_EQ(house.StateOf("UPDATE sealed_payloads SET sealed = sealed WHERE log_index = 0"), kRefused);
  EXPECT_TRUE(house.Payloads().front().has_value());
  EXPECT_EQ(house.StateOf("UPDATE sealed_payloads SET sealed = NULL WHERE log_index = 0"), "");
  EXPECT_FALSE(house.Payloads().front().has_value());
  EXPECT_EQ(house.StateOf("UPDATE sealed_payloads SET sealed = '\\x00' WHERE log_index = 0"), kRefused);
}

TEST(Rights, AreEnoughToServe) {
  RightsHouse house;
  SqlConsentStore store(house.served, house.means);
  OptIns opt_ins(store, ConsentHouse::Rules(house.key));
  house.clock.Advance(absl::Minutes(20));
  const auto asked = opt_ins.Request({"c3", "c3@example.test", {"news", "birthday"}, "en", {}});
  EXPECT_TRUE(asked.ok()) << asked.status();
  EXPECT_TRUE(Refusals(store).Object("c1", Channel::kEmail, {}).ok());
  SqlPurposeStore purposes(house.served, house.clock);
  EXPECT_TRUE(purposes.AddWording({"news", 0, "en", "Another wording.", "", {}}).ok());
}

TEST(Rights, AreOfARoleThatDoesNotMigrate) {
  ConsentHouse house;
  EXPECT_EQ(ReasonOf(storage::Grant(*house.database, kGrants, "bestand")), "SETTING_INVALID");
  EXPECT_TRUE(storage::Grant(*house.database, kGrants, "").ok());
}

}  // namespace
}  // namespace bestand::consent
