#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/consent/domain/reports/rates.h"
#include "services/consent/storage/erasure/retention.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/imports/sql_import_store.h"
#include "services/consent/storage/reports/sql_report_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/services/consent/support/old_consent.h"

namespace bestand::consent {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Kind = ImportOutcome::Kind;

struct ImportHouse : ConsentHouse {
  std::vector<Kind> Import(const std::vector<ImportedConsent>& rows) {
    const auto outcomes = store.Import("old-shop", rows);
    EXPECT_TRUE(outcomes.ok()) << outcomes.status();
    std::vector<Kind> kinds;
    for (const ImportOutcome& outcome : *outcomes) kinds.push_back(outcome.kind);
    return kinds;
  }
  ImportedConsent Old(const std::string& id, const std::string& customer,
                      absl::Duration ago = absl::Hours(24 * 30)) {
    return OldConsent(id, customer, clock.Now(), ago);
  }
  std::vector<EventKind> Kinds(const std::string& customer) {
    std::vector<EventKind> kinds;
    const auto events = consents.ListEvents({customer});
    for (const RecordedEvent& event : *events) kinds.push_back(event.kind);
    return kinds;
  }
  std::string Dump() {
    static constexpr storage::Statement kAll{
        "test_imports", "SELECT string_agg(CAST(i AS text), ' ') FROM consent_imports AS i"};
    const auto rows = database->InSession([](storage::Session& session) { return session.Run(kAll); });
    return std::string((*rows)[0].Text(0));
  }
  std::string Reason(const std::string& customer) { return std::string(Decide(customer).reason); }

  SqlImportStore store{*database, means, Rules(key).address_key};
};

TEST(Imports, ConfirmWhatIsProvenAsOfThen) {
  ImportHouse house;
  EXPECT_THAT(house.Import({house.Old("1", "c1")}), ElementsAre(Kind::kProven));
  EXPECT_EQ(house.Reason("c1"), "CONSENT");
  const Consent consent = (*house.consents.List("c1"))[0];
  EXPECT_EQ(consent.times.confirm, house.clock.Now() - absl::Hours(24 * 30));
  EXPECT_EQ(consent.address, "c1@example.test");
  EXPECT_GT(consent.wording, 0);
  EXPECT_THAT(house.Kinds("c1"), ElementsAre(EventKind::kImported));
}

TEST(Imports, CountStalenessFromTheOldConfirmation) {
  ImportHouse house;
  house.Import({house.Old("1", "c1", absl::Hours(24 * 800))});
  EXPECT_EQ(house.Reason("c1"), "STALE");
  const absl::Time at = house.clock.Now();
  house.clock.Advance(absl::Hours(1));
  const auto past = house.checks.CheckAt({"c1", Channel::kEmail, MessageClass::kMarketing, "news", ""},
                                         at + absl::Seconds(1));
  EXPECT_EQ(past->decision.reason, "STALE") << "in the past too";
}

TEST(Imports, LetUnprovenOnesAllowNothingButBeSeen) {
  ImportHouse house;
  ImportedConsent unproven = house.Old("1", "c1");
  unproven.confirm_ip_address = "";
  EXPECT_THAT(house.Import({unproven}), ElementsAre(Kind::kUnproven));
  EXPECT_EQ(house.Reason("c1"), "NEEDS_DOI");
  EXPECT_EQ(house.consents.List("c1")->size(), 1u);
  EXPECT_THAT(house.Kinds("c1"), ElementsAre(EventKind::kUnproven));
  const auto listed = *house.store.ListUnproven({"news", Channel::kEmail});
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0].customer, "c1");
  EXPECT_THAT(listed[0].missing, ElementsAre("confirm_ip_address"));
  house.OptIn("c1");
  EXPECT_THAT(*house.store.ListUnproven({"news", Channel::kEmail}), IsEmpty()) << "confirmed since";
  EXPECT_EQ(house.Reason("c1"), "CONSENT");
}

TEST(Imports, ChangeNothingTheSecondTime) {
  ImportHouse house;
  const std::vector<ImportedConsent> rows = {house.Old("1", "c1"), house.Old("2", "c2"),
                                             house.Old("1", "c1")};
  EXPECT_THAT(house.Import(rows), ElementsAre(Kind::kProven, Kind::kProven, Kind::kUnchanged));
  EXPECT_THAT(house.Import(rows), ElementsAre(Kind::kUnchanged, Kind::kUnchanged, Kind::kUnchanged));
  EXPECT_EQ(house.Kinds("c1").size(), 1u);
  const auto other = *house.store.Import("another-shop", rows);
  EXPECT_EQ(other[0].kind, Kind::kProven) << "ids hold within a source";
}

TEST(Imports, RejectBadRowsAndTakeTheGoodOnes) {
  ImportHouse house;
  house.Import({house.Old("1", "c1")});
  ImportedConsent changed = house.Old("1", "c1"), unknown = house.Old("2", "c2");
  changed.document = "box 7";
  unknown.key.purpose = "nothing";
  const auto outcomes = *house.store.Import("old-shop", std::vector{changed, unknown, house.Old("3", "c3")});
  EXPECT_THAT(outcomes[0].reason, HasSubstr("imported before with other values"));
  EXPECT_THAT(outcomes[1].reason, HasSubstr("purpose nothing does not exist"));
  EXPECT_EQ(outcomes[2].kind, Kind::kProven);
  EXPECT_THAT(house.Kinds("c2"), IsEmpty());
}

TEST(Imports, LiftNoWithdrawalAndNoObjection) {
  ImportHouse house;
  house.OptIn("c1");
  (void)house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {});
  (void)house.refusals.Object("c2", std::nullopt, {});
  house.profile.Add({"c2", Recipient::kB2c, Relation::kCustomer, false});
  house.Import({house.Old("1", "c1"), house.Old("2", "c2")});
  EXPECT_EQ(house.Reason("c1"), "WITHDRAWN");
  EXPECT_EQ(house.Reason("c2"), "OBJECTED");
}

TEST(Imports, KeepTheNewestProofOfAPlace) {
  ImportHouse house;
  house.OptIn("c1");
  const absl::Time newer = *(*house.consents.List("c1"))[0].times.confirm;
  house.Import({house.Old("1", "c1")});
  EXPECT_EQ((*house.consents.List("c1"))[0].times.confirm, newer);
  ImportedConsent unproven = house.Old("2", "c2");
  unproven.origin = "";
  unproven.address = "unproven@example.test";
  house.Import({unproven, house.Old("3", "c2", absl::Hours(24)), house.Old("4", "c2", absl::Hours(48))});
  const Consent kept = (*house.consents.List("c2"))[0];
  EXPECT_EQ(kept.times.confirm, house.clock.Now() - absl::Hours(24));
  EXPECT_EQ(kept.address, "c2@example.test");
}

TEST(Imports, CountInReportsFromTheirImportOn) {
  ImportHouse house;
  house.Decide("c1");
  house.clock.Advance(absl::Hours(24 * 40));
  house.Import({house.Old("1", "c1")});
  house.clock.Advance(absl::Hours(1));
  SqlReportStore reports(*house.database);
  RateHistory history(MonthEnds(house.clock.Now(), 2), Channel::kEmail, "news", *house.rules);
  const auto pasts = *reports.Pasts(std::vector<std::string>{"c1"}, Channel::kEmail);
  history.Add(pasts.at("c1"));
  EXPECT_EQ(history.points()[0].confirmed, 0) << "nobody knew of it then";
  EXPECT_EQ(history.points()[1].confirmed, 1);
}

TEST(Imports, BringBackNobodyWhoWasErased) {
  ImportHouse house;
  house.Import({house.Old("1", "c1"), house.Old("2", "c2")});
  SqlErasureStore erasures{
      {*house.database, house.means, house.subject_keys, house.Rules(house.key).address_key}};
  ASSERT_TRUE(erasures.Erase(erasures.Ask({"c1", "asked for it"})->erasure.id).ok());
  EXPECT_THAT(house.Dump(), Not(HasSubstr(",c1,")));
  ImportedConsent other_id = house.Old("3", "c3");
  other_id.address = "C1@example.test";
  const auto outcomes = *house.store.Import(
      "old-shop", std::vector{house.Old("1", "c1"), other_id, house.Old("2", "c2"), house.Old("4", "c4")});
  EXPECT_THAT(outcomes[0].reason, HasSubstr("was erased"));
  EXPECT_THAT(outcomes[1].reason, HasSubstr("was erased")) << "the address tells";
  EXPECT_EQ(outcomes[2].kind, Kind::kUnchanged);
  EXPECT_EQ(outcomes[3].kind, Kind::kProven);
  EXPECT_THAT(house.Kinds("c1"), IsEmpty());
  EXPECT_THAT(house.Dump(), Not(HasSubstr(",c1,")));
}

TEST(Imports, AreSealedLikeAllThatIsPersonal) {
  ImportHouse house;
  house.Import({house.Old("1", "c1")});
  EXPECT_THAT(house.Payloads().back()->payload, HasSubstr("message_id=<1@old.example.test>\n"));
  EXPECT_THAT(house.Sealed().back().sealed, Not(HasSubstr("old.example.test")));
}

TEST(Imports, GoWithTheConsentWhenItsTimeIsOver) {
  ImportHouse house;
  ImportedConsent unproven = house.Old("1", "c1");
  unproven.origin = "";
  house.Import({unproven});
  house.Ask("c1");
  house.clock.Advance(absl::Hours(24 * 60));
  EXPECT_EQ(*ExpireConsents(*house.database, house.means, {}), 1);
  EXPECT_EQ(house.Dump(), "");
  EXPECT_THAT(*house.consents.List("c1"), IsEmpty());
}

TEST(Imports, ThatProveNothingGoAfterAYear) {
  ImportHouse house;
  ImportedConsent unproven = house.Old("1", "c1");
  unproven.origin = "";
  ImportedConsent later = unproven;
  later.external_id = "2";
  later.key.customer = "c2";
  ImportedConsent asked = later;
  asked.external_id = "3";
  asked.key.customer = "c3";
  house.Import({unproven, asked, house.Old("4", "c4")});
  house.OptIn("c3");
  house.clock.Advance(absl::Hours(24 * 300));
  house.Import({later});
  house.clock.Advance(absl::Hours(24 * 65));
  EXPECT_EQ(*ExpireConsents(*house.database, house.means, {}), 0);
  house.clock.Advance(absl::Hours(25));
  SqlErasureStore erasures(
      {*house.database, house.means, house.subject_keys, ConsentHouse::Rules(house.key).address_key});
  ASSERT_TRUE(erasures.Hold({"c1", "lawsuit", "A. Muster"}).ok());
  EXPECT_EQ(*ExpireConsents(*house.database, house.means, {}), 0);
  ASSERT_TRUE(erasures.Lift({"c1", "it is over", "A. Muster"}).ok());
  EXPECT_EQ(*ExpireConsents(*house.database, house.means, {}), 1);
  EXPECT_THAT(*house.consents.List("c1"), IsEmpty());
  EXPECT_THAT(house.Dump(), Not(HasSubstr("(old-shop,1,")));
  EXPECT_THAT(house.Dump(), HasSubstr("(old-shop,2,"));
  for (const auto customer : {"c2", "c3", "c4"}) EXPECT_EQ(house.consents.List(customer)->size(), 1u);
  EXPECT_EQ(house.Kinds("c1").back(), EventKind::kExpired);
}

TEST(Imports, AreFoundInMemoryAtOnce) {
  ImportHouse house;
  EXPECT_EQ(house.Reason("c1"), "NEEDS_DOI");
  house.Import({house.Old("1", "c1")});
  EXPECT_EQ(house.Reason("c1"), "CONSENT");
}

}  // namespace
}  // namespace bestand::consent
