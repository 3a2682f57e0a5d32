// Who is erased leaves nothing personal behind, whatever happens meanwhile; dumps and files of a real
// PostgreSQL are the judges.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "common/id/encoding.h"
#include "common/id/id.h"
#include "common/storage/grant.h"
#include "services/consent/domain/erasure/erasure_worker.h"
#include "services/consent/domain/erasure/remaining_customers.h"
#include "services/consent/domain/frequency/contact_reservations.h"
#include "services/consent/domain/preferences.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/sql_slot_store.h"
#include "services/consent/storage/statements.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

using storage::Rows;
using storage::Session;
using storage::Statement;

constexpr char kErin[] = "erin-4711-to-go";
constexpr char kAddress[] = "erin.to-go@example.test";
constexpr char kIp[] = "203.0.113.77";
constexpr char kAgent[] = "ErinsBrowser/5.0";
constexpr char kName[] = "Erin Mustermann-Zumtest";

// Keys whose database is away when they are to be destroyed.
class UnreachableKeys final : public SubjectKeys {
 public:
  explicit UnreachableKeys(SubjectKeys& keys) : keys_(keys) {}
  absl::StatusOr<Keys> Ensure(std::span<const std::string> subjects) override {
    return keys_.Ensure(subjects);
  }
  absl::StatusOr<Keys> Find(std::span<const std::string> subjects) override { return keys_.Find(subjects); }
  absl::Status Destroy(std::span<const std::string>) override { return absl::UnavailableError("away"); }

 private:
  SubjectKeys& keys_;
};

struct ErasureHouse : ConsentHouse {
  ErasureHouse() { profile.Add({kErin, Recipient::kB2c, Relation::kCustomer, false}); }

  // Something of everything about a customer.
  void Fill(const std::string& customer, const std::string& address, const std::string& name = kName,
            const char* ip = kIp, const char* agent = kAgent) {
    const Circumstances circumstances{"https://shop.example.test", ip, agent, "fair", ""};
    OptInRequest request{customer, address, {"news", "birthday"}, "en", circumstances};
    ASSERT_TRUE(opt_ins.Request(request).ok());
    const auto due = mails.Claim(10, absl::Hours(1));
    ASSERT_TRUE(mails.MarkSent(due->back(), {"<id>", "250 OK " + name, ""}).ok());
    const std::string& text = due->back().text;
    ASSERT_TRUE(opt_ins.Confirm(text.substr(text.find("Token: ") + 7, 43), circumstances).ok());
    OfflineConsent card{.key = {customer, Channel::kPhone, "news"}, .document = name};
    card.address = address;
    ASSERT_TRUE(grounds.Record(card).ok());
    ASSERT_TRUE(
        checks.Check({customer, Channel::kEmail, MessageClass::kMarketing, "news", ""})->decision.allowed);
    ASSERT_TRUE(
        reservations.Reserve({customer, Channel::kEmail, MessageClass::kMarketing, "news", ""}, "m1").ok());
    ASSERT_TRUE(slots.Commit(customer, "m1").ok());
    ASSERT_TRUE(wishes.Pause({customer, circumstances}, clock.Now() + absl::Hours(1)).ok());
    ASSERT_TRUE(wishes.Limit({customer, circumstances}, {1, 7}).ok());
    ASSERT_TRUE(refusals.Object(customer, Channel::kSms, circumstances).ok());
    clock.Advance(absl::Minutes(11));
    ASSERT_TRUE(opt_ins.Request(request).ok());  // waits to be sent and confirmed
    const auto answer = [&] { return "customers/" + customer + " " + address; };
    ASSERT_TRUE(replays.Once({NewUuid(), "/x", "test", std::string(32, 'f')}, answer).ok());
  }

  std::string AskFor(const std::string& customer, absl::Duration grace = absl::ZeroDuration()) {
    const auto asked = erasures.Ask({customer, std::string("by letter of ") + kName, false, grace});
    EXPECT_TRUE(asked.ok()) << asked.status();
    return asked.ok() ? asked->erasure.id : "";
  }

  // How often each of the identifiers is in a text, also as PostgreSQL writes bytes.
  static std::map<std::string, int> HitsIn(const std::string& text) {
    std::map<std::string, int> hits;
    for (const std::string word : {kErin, kAddress, kIp, kAgent, kName}) {
      for (const std::string& form : {word, ToHex(word)}) {
        for (size_t at = text.find(form); at != std::string::npos; at = text.find(form, at + 1)) ++hits[word];
      }
    }
    return hits;
  }

  static std::string Folder(const std::string& conninfo) {
    const size_t begin = conninfo.find("host=") + 5;
    return conninfo.substr(begin, conninfo.find(' ', begin) - begin);
  }

  // What pg_dump says of both databases.
  std::string Dump() {
    std::string all;
    for (const std::string& conninfo : {database.conninfo(), keys_database.conninfo()}) {
      FILE* pipe = popen(("pg_dump '" + conninfo + "'").c_str(), "r");
      char buffer[65536];
      for (size_t read; (read = fread(buffer, 1, sizeof buffer, pipe)) > 0;) all.append(buffer, read);
      EXPECT_EQ(pclose(pipe), 0);
    }
    return all;
  }

  // The bytes of all tables of the server, after they were written anew.
  std::string DataFiles() {
    for (storage::Database* each : {&*database, &*keys_database}) {
      for (const char* text : {"VACUUM FULL", "CHECKPOINT"}) {
        EXPECT_TRUE(each->InSession([&](Session& session) { return session.RunText("test", text); }).ok());
      }
    }
    std::string all;
    namespace fs = std::filesystem;
    for (const auto& file : fs::recursive_directory_iterator(Folder(database.conninfo()) + "/data/base")) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
  }

  int64_t Count(const char* sql) {
    const Statement statement{"test_count", sql};
    return (*database->InSession([&](Session& session) { return session.Run(statement); }))[0].Int(0);
  }

  SqlSlotStore slots{*database, means};
  ContactReservations reservations{checks, slots};
  SqlErasureStore erasures{{*database, means, subject_keys, Rules(key).address_key}};
};

constexpr const char* kErasedEvents = "SELECT count(*) FROM events WHERE kind = 40";

TEST(Erasure, LeavesNothingPersonalInDumpsAndFiles) {
  ErasureHouse house;
  house.Fill(kErin, kAddress);
  house.Fill("c1", "c1@example.test", "Cara", "192.0.2.1", "Browser");
  EXPECT_THAT(ErasureHouse::HitsIn(house.Dump()), testing::Contains(testing::Key(kErin)));
  EXPECT_THAT(ErasureHouse::HitsIn(house.DataFiles()), testing::Contains(testing::Key(kAddress)));
  const auto erased = house.erasures.Erase(house.AskFor(kErin));
  ASSERT_TRUE(erased.ok()) << erased.status();
  EXPECT_EQ(erased->state, ErasureState::kDone);
  EXPECT_EQ(erased->customer, "");
  EXPECT_EQ(erased->reason, "");
  EXPECT_THAT(ErasureHouse::HitsIn(house.Dump()), testing::IsEmpty());
  EXPECT_THAT(ErasureHouse::HitsIn(house.DataFiles()), testing::IsEmpty());
  EXPECT_EQ(house.Count(kErasedEvents), 1);
}

TEST(Erasure, TouchesNobodyElse) {
  ErasureHouse house;
  house.Fill("c1", "c1@example.test", "Cara", "192.0.2.1", "Browser");
  const auto before = house.Payloads();
  house.Fill(kErin, kAddress);
  ASSERT_TRUE(house.erasures.Erase(house.AskFor(kErin)).ok());
  const auto after = house.Payloads();
  for (size_t i = 0; i < before.size(); ++i) EXPECT_EQ(after[i]->payload, before[i]->payload);
  for (size_t i = before.size(); i < after.size(); ++i) EXPECT_FALSE(after[i].has_value()) << i;
  EXPECT_EQ(house.consents.List("c1")->size(), 3u);
  EXPECT_TRUE(house.consents.List(kErin)->empty());
}

TEST(Erasure, DestroysTheKey) {
  ErasureHouse house;
  house.Fill(kErin, kAddress);
  const auto sealed = house.Sealed();  // as a backup of the log's database has it
  const std::vector<std::string> subject = {sealed.front().place.subject};
  EXPECT_EQ(house.subject_keys.Find(subject)->size(), 1u);
  ASSERT_TRUE(house.erasures.Erase(house.AskFor(kErin)).ok());
  EXPECT_TRUE(house.subject_keys.Find(subject)->empty());
  const auto opened = house.vault.Open(sealed);
  for (const auto& payload : *opened) EXPECT_FALSE(payload.has_value());
}

TEST(Erasure, GoesOnWhereItBrokeOff) {
  ErasureHouse house;
  house.Fill(kErin, kAddress);
  const std::string id = house.AskFor(kErin);
  UnreachableKeys away(house.subject_keys);
  SqlErasureStore broken({*house.database, house.means, away, ConsentHouse::Rules(house.key).address_key});
  EXPECT_TRUE(absl::IsUnavailable(broken.Erase(id).status()));
  EXPECT_EQ(broken.Get(id)->state, ErasureState::kErasing);
  EXPECT_EQ(ReasonOf(broken.Cancel(id).status()), "ERASURE_BEGUN");
  EXPECT_EQ(house.Count(kErasedEvents), 1);  // a leaf with its key still there, never the other way round
  house.profile.Add({kErin, Recipient::kB2c, Relation::kCustomer, false});
  EXPECT_THAT(*house.erasures.ListDue(), testing::ElementsAre(id));
  ASSERT_TRUE(house.erasures.Erase(id).ok());
  ASSERT_TRUE(house.erasures.Erase(id).ok());
  EXPECT_EQ(house.Count(kErasedEvents), 1);
  EXPECT_THAT(*house.erasures.ListDue(), testing::IsEmpty());
  EXPECT_THAT(ErasureHouse::HitsIn(house.Dump()), testing::IsEmpty());
}

TEST(Erasure, WaitsAndCanBeCalledOff) {
  ErasureHouse house;
  house.Fill(kErin, kAddress);
  const std::string id = house.AskFor(kErin, absl::Hours(24));
  EXPECT_EQ(house.AskFor(kErin, absl::Hours(24)), id) << "one at a time";
  EXPECT_THAT(*house.erasures.ListDue(), testing::IsEmpty());
  EXPECT_EQ(house.erasures.Cancel(id)->state, ErasureState::kCancelled);
  house.clock.Advance(absl::Hours(25));
  EXPECT_THAT(*house.erasures.ListDue(), testing::IsEmpty());
  EXPECT_EQ(ReasonOf(house.erasures.Erase(id).status()), "ERASURE_UNKNOWN");
  EXPECT_EQ(ReasonOf(house.erasures.Advance(id).status()), "ERASURE_UNKNOWN");
  EXPECT_EQ(ReasonOf(house.erasures.Get(NewUuid()).status()), "ERASURE_UNKNOWN");
  EXPECT_EQ(house.consents.List(kErin)->size(), 3u);
  const std::string again = house.AskFor(kErin, absl::Hours(24));
  EXPECT_NE(again, id);
  EXPECT_EQ(house.erasures.Advance(again)->due_time, house.clock.Now());
  EXPECT_THAT(*house.erasures.ListDue(), testing::ElementsAre(again));
  EXPECT_EQ(house.erasures.List()->size(), 2u);
}

TEST(Erasure, SaysHowMuchGoes) {
  ErasureHouse house;
  house.Fill(kErin, kAddress);
  const auto asked = house.erasures.Ask({kErin, "by letter", false, absl::ZeroDuration()});
  const PersonalCounts& counts = asked->counts;
  EXPECT_EQ(counts.consents, 3);
  EXPECT_EQ(counts.requests, 4);
  EXPECT_EQ(counts.objections, 1);
  EXPECT_EQ(counts.grounds, 1);
  EXPECT_EQ(counts.contacts, 1);
  EXPECT_GT(counts.events, 8);
}

TEST(Erasure, IsStoppedByALegalHold) {
  ErasureHouse house;
  house.Fill(kErin, kAddress);
  const std::string id = house.AskFor(kErin);
  ASSERT_TRUE(house.erasures.Hold({kErin, "lawsuit", "A. Muster"}).ok());
  EXPECT_THAT(*house.erasures.ListDue(), testing::IsEmpty());
  EXPECT_EQ(ReasonOf(house.erasures.Erase(id).status()), "LEGAL_HOLD");
  EXPECT_EQ(ReasonOf(house.erasures.Advance(id).status()), "LEGAL_HOLD");
  EXPECT_EQ(ReasonOf(house.erasures.Ask({kErin, "again", false, absl::ZeroDuration()}).status()),
            "LEGAL_HOLD");
  EXPECT_THAT(house.Payloads().back()->payload, testing::HasSubstr("author=A. Muster\n"));
  ASSERT_TRUE(house.erasures.Lift({kErin, "it is over", "A. Muster"}).ok());
  EXPECT_EQ(ReasonOf(house.erasures.Lift({kErin, "it is over", "A. Muster"}).status()), "HOLD_UNKNOWN");
  EXPECT_THAT(*house.erasures.ListDue(), testing::ElementsAre(id));
  EXPECT_TRUE(house.erasures.Erase(id).ok());
}

TEST(Erasure, IsDoneByTheWorker) {
  ErasureHouse house;
  house.Fill(kErin, kAddress);
  const std::string id = house.AskFor(kErin);
  const ErasureWorker worker(house.erasures, [](const absl::Status& status) { ADD_FAILURE() << status; });
  for (int i = 0; i < 200 && house.erasures.Get(id)->state != ErasureState::kDone; ++i) {
    absl::SleepFor(absl::Milliseconds(50));
  }
  EXPECT_EQ(house.erasures.Get(id)->state, ErasureState::kDone);
}

TEST(Erasure, IsWithinTheRightsOfTheRoleThatServes) {
  ErasureHouse house;
  house.Fill(kErin, kAddress);
  (void)house.database->InSession(
      [](Session& session) { return session.RunText("test", "CREATE ROLE erases LOGIN"); });
  ASSERT_TRUE(storage::Grant(*house.database, kGrants, "erases").ok());
  std::string conninfo = house.database.conninfo();
  storage::Database served({.conninfo = conninfo.replace(conninfo.find("user=bestand"), 12, "user=erases")});
  SqlErasureStore erasures(
      {served, house.means, house.subject_keys, ConsentHouse::Rules(house.key).address_key});
  const auto erased = erasures.Erase(house.AskFor(kErin));
  EXPECT_TRUE(erased.ok()) << erased.status();
  EXPECT_THAT(ErasureHouse::HitsIn(house.Dump()), testing::IsEmpty());
}

TEST(Erasure, WaitsForMigrateWherePayloadsLieInTheClear) {
  ErasureHouse house;
  house.Fill(kErin, kAddress);
  const auto leave = [](Session& session) {
    return session.RunText("test",
                           "INSERT INTO event_payloads VALUES ('erin-4711-to-go', 0, 'salt', 'payload')");
  };
  ASSERT_TRUE(house.database->InSession(leave).ok());
  EXPECT_EQ(ReasonOf(house.erasures.Erase(house.AskFor(kErin)).status()), "PAYLOADS_UNSEALED");
}

// Of everybody who was erased.
struct ErasedHouse : ErasureHouse {
  ErasedHouse() {
    Fill(kErin, kAddress);
    unsubscribe = preferences.Tokens({kErin, Channel::kEmail, "news"})->unsubscribe;
    decide = preferences.Tokens({kErin, Channel::kEmail, "news"})->preferences;
    EXPECT_TRUE(erasures.Erase(AskFor(kErin)).ok());
    size = Count("SELECT size FROM log_head");
  }

  absl::StatusOr<int64_t> Do(const absl::StatusOr<PersonChange>& change) {
    RETURN_IF_ERROR(change.status());
    return consents.InLog(change->run);
  }

  SqlServiceKey link_key{*database, "link"};
  PersonLinks links{WithDatabaseKey(nullptr, link_key)};
  Preferences preferences{{links, opt_ins, consents, contacts, purposes}};
  RemainingCustomers remaining{profile, erasures};
  ContactChecks remaining_checks{{contacts, subjects, remaining, clock, {}, Rules(key).address_key, *rules}};
  std::string unsubscribe, decide;
  int64_t size = 0;
};

TEST(Erased, FollowOldLinksAndChangeNothing) {
  ErasedHouse house;
  EXPECT_TRUE(house.Do(house.preferences.Unsubscribe(house.unsubscribe, {"page", kIp, kAgent})).ok());
  EXPECT_TRUE(house.Do(house.preferences.ObjectToAll(house.decide, {"page", kIp, kAgent})).ok());
  EXPECT_TRUE(house
                  .Do(house.preferences.Withdraw(house.decide, {kErin, Channel::kEmail, "news"},
                                                 {"page", kIp, kAgent}))
                  .ok());
  EXPECT_TRUE(house.preferences.LookUp(house.unsubscribe).ok());
  EXPECT_TRUE(house.preferences.Read(house.decide)->events.empty());
  EXPECT_EQ(house.Count("SELECT size FROM log_head"), house.size);
  EXPECT_THAT(ErasureHouse::HitsIn(house.Dump()), testing::IsEmpty());
}

TEST(Erased, AreAddressedByNobodyWhoStillKnowsThem) {
  ErasedHouse house;
  const auto verdict =
      house.remaining_checks.Check({kErin, Channel::kEmail, MessageClass::kMarketing, "news", ""});
  EXPECT_FALSE(verdict->decision.allowed);
  EXPECT_EQ(verdict->decision.reason, "UNDETERMINED");
  EXPECT_THAT(ErasureHouse::HitsIn(house.Dump()), testing::IsEmpty());
}

TEST(Erased, AreTakenUpAgainByNobodyElse) {
  ErasedHouse house;
  OfflineConsent card{.key = {kErin, Channel::kEmail, "news"}, .document = "card 7"};
  EXPECT_EQ(ReasonOf(house.grounds.Record(card).status()), "ERASED");
  card.key.customer = "another-id";
  EXPECT_TRUE(house.grounds.Record(card).ok());
  card.address = "ERIN.to-go@Example.test";
  EXPECT_EQ(ReasonOf(house.grounds.Record(card).status()), "ERASED");
  EXPECT_EQ(ReasonOf(house.grounds.Record(AddressNotice{kErin, "order 7", "notice"}).status()), "ERASED");
}

TEST(Erased, TakeNothingFromWhoSharesTheirAddress) {
  ErasureHouse house;
  house.profile.Add({"c2", Recipient::kB2c, Relation::kCustomer, false});
  const std::string token = house.Ask("c2", {"news"}, kAddress);
  ASSERT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  house.clock.Advance(absl::Minutes(11));
  house.Fill(kErin, kAddress);
  ASSERT_TRUE(house.erasures.Erase(house.AskFor(kErin)).ok());
  EXPECT_TRUE(house.Decide("c2").allowed);
  EXPECT_EQ(house.consents.List("c2")->front().address, kAddress);
  EXPECT_EQ(house.consents.ListEvents({"c2"})->size(), 2u);

  house.clock.Advance(absl::Hours(25));
  ASSERT_TRUE(house.opt_ins.Confirm(house.Ask("c2", {"birthday"}, kAddress), {}).ok());
  const std::vector<std::string> erin{kErin};
  EXPECT_FALSE(house.erasures.ErasedAmong(erin)->empty()) << "nobody else brings her back";
}

TEST(Erased, ComeBackByTheirOwnOptIn) {
  ErasedHouse house;
  house.clock.Advance(absl::Hours(24));
  const std::string token = house.Ask(kErin, {"news"}, kAddress);
  EXPECT_FALSE(house.erasures.ErasedAmong(std::vector<std::string>{kErin})->empty());
  ASSERT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  EXPECT_TRUE(house.erasures.ErasedAmong(std::vector<std::string>{kErin})->empty());
  const auto verdict =
      house.remaining_checks.Check({kErin, Channel::kEmail, MessageClass::kMarketing, "news", ""});
  EXPECT_EQ(verdict->decision.reason, "CONSENT");
  ASSERT_TRUE(house.erasures.Erase(house.AskFor(kErin)).ok());  // and can go again
  EXPECT_EQ(house.Count(kErasedEvents), 2);
}

// Whoever adds a table about customers has to say here what an erasure does with it.
TEST(Erasure, KnowsEveryTableThatNamesCustomers) {
  static constexpr Statement kTables{
      "test_tables",
      "SELECT c.table_name FROM information_schema.columns AS c WHERE c.table_schema = 'public'"
      "   AND c.column_name = 'customer_id' ORDER BY 1"};
  // Told of by PAYLOADS_UNSEALED; stops it; not used by this service.
  const std::set<std::string> others = {"event_payloads", "legal_holds", "outbox"};
  ErasureHouse house;
  const auto rows = house.database->InSession([](Session& session) { return session.Run(kTables); });
  for (const storage::Row row : *rows) {
    const std::string table(row.Text(0));
    if (others.contains(table)) continue;
    EXPECT_THAT(sql::kRemoveCustomer.sql, testing::HasSubstr("DELETE FROM " + table)) << table;
  }
}

}  // namespace
}  // namespace bestand::consent
