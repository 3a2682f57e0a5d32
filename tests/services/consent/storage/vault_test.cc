// What is personal lies sealed, and its keys elsewhere.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/digest.h"
#include "common/storage/migrate.h"
#include "services/consent/domain/leaf.h"
#include "services/consent/storage/keys/statements.h"
#include "services/consent/storage/keys/wrap_anew.h"
#include "services/consent/storage/payloads/seal_plain_payloads.h"
#include "services/consent/storage/payloads/stored_payloads.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/catalogue_lint.h"

namespace bestand::consent {
namespace {

using storage::Rows;
using storage::Session;
using storage::Statement;

constexpr char kSuccessor[] = "k2 ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

TEST(KeysSchema, KeepsTheRulesOfTheHouse) {
  storage::Database database({.conninfo = TestPostgres::Get().EmptyConninfo()});
  ASSERT_TRUE(storage::Migrate(database, keys::kMigrations, storage::CommonTables::kNo).ok());
  EXPECT_TRUE(storage::CheckSchema(database, keys::kMigrations, storage::CommonTables::kNo).ok());
  const auto lint = [](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const auto problems, LintCatalogue(session));
    EXPECT_THAT(problems, testing::IsEmpty());
    EXPECT_THAT(LintStatements(session, keys::sql::kAll), testing::IsEmpty());
    return absl::OkStatus();
  };
  EXPECT_TRUE(database.InSession(lint).ok());
}

// The keys as one replica sees them.
struct Replica {
  explicit Replica(storage::Database& database, std::string_view lines = ConsentHouse::kMasterKey)
      : master_keys(*MasterKeys::Of(lines)), keys(database, master_keys, clock) {}

  SubjectKeys::Keys Find(const std::string& subject) { return *keys.Find({&subject, 1}); }
  absl::StatusOr<SubjectKeys::Keys> Ensure(const std::string& subject) { return keys.Ensure({&subject, 1}); }

  StandingClock clock{absl::FromUnixSeconds(1'800'000'000)};
  MasterKeys master_keys;
  SqlSubjectKeys keys;
};

TEST(SqlSubjectKeys, MakeAKeyOnceForAllReplicas) {
  Replica one(*ConsentHouse::SharedKeys()), two(*ConsentHouse::SharedKeys());
  const std::string subject = RandomBytes(16);
  EXPECT_TRUE(one.Find(subject).empty());
  const auto made = one.Ensure(subject);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->at(subject).size(), 32u);
  EXPECT_EQ(*two.Ensure(subject), *made);
  EXPECT_EQ(one.Find(subject), *made);
}

TEST(SqlSubjectKeys, ForgetWhatAnotherReplicaDestroyed) {
  Replica one(*ConsentHouse::SharedKeys()), two(*ConsentHouse::SharedKeys());
  const std::string subject = RandomBytes(16);
  const auto made = one.Ensure(subject);
  ASSERT_TRUE(two.keys.Destroy({&subject, 1}).ok());
  EXPECT_TRUE(two.Find(subject).empty());
  one.clock.Advance(absl::Minutes(31));
  EXPECT_TRUE(one.Find(subject).empty());
  EXPECT_NE(*one.Ensure(subject), *made);
}

TEST(SqlSubjectKeys, RefuseToGoOnWithoutTheMasterKey) {
  const std::string subject = RandomBytes(16);
  const auto made = Replica(*ConsentHouse::SharedKeys()).Ensure(subject);
  Replica other(*ConsentHouse::SharedKeys(), kSuccessor);
  EXPECT_TRUE(other.Find(subject).empty());
  EXPECT_EQ(ReasonOf(other.Ensure(subject).status()), "MASTER_KEY_UNKNOWN");
  Replica both(*ConsentHouse::SharedKeys(), std::string(ConsentHouse::kMasterKey) + "\n" + kSuccessor);
  EXPECT_EQ(*both.Ensure(subject), *made);
}

TEST(SqlSubjectKeys, AreWrappedAnewByTheNewestMasterKey) {
  TestDatabase database(keys::kMigrations);
  const std::string subject = RandomBytes(16), lost = RandomBytes(16);
  const auto made = Replica(*database).Ensure(subject);
  ASSERT_TRUE(Replica(*database, "k0 c29tZSBvdGhlciBtYXN0ZXIga2V5LCAzMiBieXRlcyE=").Ensure(lost).ok());
  Replica both(*database, std::string(ConsentHouse::kMasterKey) + "\n" + kSuccessor);
  ASSERT_TRUE(WrapAnew(*database, both.master_keys).ok());
  Replica successor(*database, kSuccessor);
  EXPECT_EQ(*successor.Ensure(subject), *made);
  EXPECT_EQ(ReasonOf(successor.Ensure(lost).status()), "MASTER_KEY_UNKNOWN");
  EXPECT_TRUE(Replica(*database).Find(subject).empty());
}

TEST(KeyCache, IsBounded) {
  KeyCache cache(2, absl::Minutes(1));
  const absl::Time now = absl::UnixEpoch();
  for (const std::string subject : {"a", "b", "c", "d", "e"}) cache.Add({{subject, "key"}}, now);
  SubjectKeys::Keys found;
  EXPECT_THAT(cache.Take(std::vector<std::string>{"a", "b", "c", "d", "e"}, now, found),
              testing::ElementsAre("a", "b"));
  EXPECT_EQ(found.size(), 3u);
}

TEST(Vault, LeavesNothingPersonalInTheLogsDatabase) {
  static constexpr Statement kRows{
      "test_rows",
      "SELECT string_agg(CAST(s AS text), '') || string_agg(CAST(e AS text), '')"
      "  FROM sealed_payloads AS s JOIN events AS e ON e.log_index = s.log_index"};
  ConsentHouse house;
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {"letter", "192.0.2.77", "Mozilla/5.0"}).ok());
  const auto read = [](Session& session) { return session.Run(kRows); };
  const auto rows = house.database->InSession(read);
  EXPECT_EQ(std::string((*rows)[0].Text(0)).find("192.0.2.77"), std::string::npos);
  EXPECT_EQ(std::string((*rows)[0].Text(0)).find("3139322e302e322e3737"), std::string::npos);
  EXPECT_THAT(house.Payloads().front()->payload, testing::HasSubstr("ip_address=192.0.2.77\n"));
}

// The database of the keys cannot be reached.
struct KeylessHouse : ConsentHouse {
  storage::Database away{{.conninfo = "host=/nowhere dbname=keys"}};
  SqlSubjectKeys no_keys{away, master_keys, clock};
  const PayloadVault no_vault{no_keys};
  SqlConsentStore keyless{*database, {clock, signer, no_vault}};
  Refusals keyless_refusals{keyless};
};

TEST(Vault, LetsNobodyWriteWithoutItsKeys) {
  KeylessHouse house;
  ASSERT_TRUE(house.refusals.Object("c1", Channel::kSms, {}).ok());
  EXPECT_TRUE(absl::IsUnavailable(house.keyless_refusals.Object("c1", Channel::kEmail, {}).status()));
  EXPECT_TRUE(absl::IsUnavailable(house.keyless_refusals.Object("c2", Channel::kEmail, {}).status()));
  EXPECT_EQ(house.Sealed().size(), 1u);
  EXPECT_TRUE(house.checks.Check({"c1", Channel::kEmail, MessageClass::kMarketing, "news", ""}).ok());
}

// As versions before wrote it: in the clear, beside the customer.
absl::Status PutInTheClear(ConsentHouse& house) {
  static constexpr Statement kPut{
      "test_put",
      "INSERT INTO event_payloads (customer_id, log_index, salt, payload)"
      " SELECT n.customer_id, e.log_index, CAST(:salt AS bytea), CAST(:payload AS bytea)"
      "   FROM events AS e JOIN pseudonyms AS n ON n.subject = e.subject WHERE e.log_index = CAST(:index AS "
      "bigint)"};
  static constexpr Statement kRemove{"test_remove", "DELETE FROM sealed_payloads"};
  const auto payloads = house.Payloads();
  return house.database->InSession([&](Session& session) -> absl::Status {
    for (const auto& plain : payloads) {
      RETURN_IF_ERROR(session
                          .Run(kPut, {{"salt", storage::Bytes{plain->salt}},
                                      {"payload", storage::Bytes{plain->payload}},
                                      {"index", plain->place.log_index}})
                          .status());
    }
    return session.Run(kRemove).status();
  });
}

int64_t CountInTheClear(ConsentHouse& house) {
  static constexpr Statement kCount{"test_count", "SELECT count(*) FROM event_payloads"};
  const auto rows = house.database->InSession([](Session& session) { return session.Run(kCount); });
  return (*rows)[0].Int(0);
}

TEST(SealPlainPayloads, MovesWhatOlderVersionsLeft) {
  ConsentHouse house;
  house.OptIn("c1", {"news", "birthday"});
  for (int i = 0; i < 1100; ++i) {  // more than a step
    const auto object = [&](LogWriter& log) {
      return Refusals::Object(log, "d" + std::to_string(i % 7), {}, {});
    };
    ASSERT_TRUE(house.consents.InLog(object).ok());
  }
  const auto before = house.Payloads();
  ASSERT_TRUE(PutInTheClear(house).ok());
  ASSERT_EQ(CountInTheClear(house), 1104);
  ASSERT_TRUE(SealPlainPayloads(*house.database, house.vault).ok());
  EXPECT_EQ(CountInTheClear(house), 0);
  const auto after = house.Payloads();
  ASSERT_EQ(after.size(), before.size());
  for (size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(after[i]->salt, before[i]->salt);
    EXPECT_EQ(after[i]->payload, before[i]->payload);
  }
  EXPECT_TRUE(SealPlainPayloads(*house.database, house.vault).ok());
}

TEST(SealPlainPayloads, LeavesAnothersPayloadsForTheVerifier) {
  ConsentHouse house;
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  ASSERT_TRUE(PutInTheClear(house).ok());
  ASSERT_TRUE(house.refusals.Object("c2", std::nullopt, {}).ok());
  const auto forge = [](Session& session) {
    return session.RunText("test_forge", "UPDATE event_payloads SET customer_id = 'c2'");
  };
  ASSERT_TRUE(house.database->InSession(forge).ok());
  ASSERT_TRUE(SealPlainPayloads(*house.database, house.vault).ok());
  EXPECT_EQ(CountInTheClear(house), 1);
}

}  // namespace
}  // namespace bestand::consent
