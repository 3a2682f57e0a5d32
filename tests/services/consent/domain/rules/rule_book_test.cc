#include "services/consent/domain/rules/rule_book.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "common/error/error.h"
#include "common/id/digest.h"

namespace bestand::consent {
namespace {

const absl::Time kNow = absl::FromCivil(absl::CivilDay(2026, 3, 1), absl::UTCTimeZone());

ContactQuestion ConfirmedMail() {
  ContactQuestion question;
  question.consent = ConsentState::kConfirmed;
  question.facts.cap_free = true;
  return question;
}

const RuleBook& Book(std::string_view elsewhere = "") {
  static std::map<std::string, std::unique_ptr<const RuleBook>, std::less<>> books;
  auto& book = books[std::string(elsewhere)];
  if (book == nullptr) book = *RuleBook::Open(elsewhere);
  return *book;
}

TEST(RuleBook, DecidesByTheCustomersCountry) {
  for (const auto country : {"DE", "Germany", "Deutschland"}) {
    const ContactDecision decision = Book().Decide(ConfirmedMail(), country, kNow);
    EXPECT_TRUE(decision.allowed);
    EXPECT_EQ(decision.row, 7);
    EXPECT_EQ(decision.reason, "CONSENT");
    EXPECT_EQ(decision.rule_set, "de-v1");
    EXPECT_EQ(decision.legal_basis, "§ 7(2) no. 2 UWG; GDPR Art. 6(1)(a)");
  }
  EXPECT_EQ(Book().Decide(ConfirmedMail(), "AT", kNow).rule_set, "at-v1");
}

TEST(RuleBook, NamesTheHashOfTheText) {
  const RuleSet& rules = **Book().Get("de-v1");
  EXPECT_EQ(Book().Decide(ConfirmedMail(), "DE", kNow).rule_set_hash, Sha256(rules.text()));
  EXPECT_NE(rules.hash(), (*Book().Get("at-v1"))->hash());
}

// So that whoever has the file can tell by which text was decided.
TEST(RuleBook, CarriesTheFilesAsTheyAre) {
  const std::string root = std::getenv("BESTAND_ROOT") != nullptr ? std::getenv("BESTAND_ROOT") : ".";
  std::ostringstream text;
  text << std::ifstream(root + "/services/consent/domain/rules/de_v1.rules").rdbuf();
  EXPECT_EQ(Sha256(text.str()), (*Book().Get("de-v1"))->hash());
}

TEST(RuleBook, FailsClosedWithoutRulesForACountry) {
  for (const auto country : {"", "GB", "de", "Austria "}) {
    const ContactDecision decision = Book().Decide(ConfirmedMail(), country, kNow);
    EXPECT_EQ(decision.reason, "UNDETERMINED") << country;
    EXPECT_EQ(decision.row, 0);
    EXPECT_EQ(decision.rule_set, "");
    EXPECT_EQ(decision.rule_set_hash, "");
  }
  ContactQuestion parcel;
  parcel.message_class = MessageClass::kService;
  parcel.facts.template_approved = true;
  EXPECT_EQ(Book().Decide(parcel, "GB", kNow).row, 1);
}

TEST(RuleBook, MayTakeOneSetForAllOtherCountries) {
  EXPECT_EQ(Book("de-v1").Decide(ConfirmedMail(), "GB", kNow).rule_set, "de-v1");
  EXPECT_EQ(Book("de-v1").Decide(ConfirmedMail(), "", kNow).rule_set, "de-v1");
  EXPECT_EQ(Book("de-v1").Decide(ConfirmedMail(), "AT", kNow).rule_set, "at-v1");
  EXPECT_EQ(ReasonOf(RuleBook::Open("xx-v1").status()), "RULE_SET_UNKNOWN");
}

TEST(RuleBook, KnowsNoRulesBeforeTheyWereInForce) {
  const absl::Time before = absl::FromCivil(absl::CivilSecond(2022, 5, 27, 23, 59, 59), absl::UTCTimeZone());
  EXPECT_EQ(Book("de-v1").Decide(ConfirmedMail(), "DE", before).row, 0);
  EXPECT_EQ(Book().Decide(ConfirmedMail(), "DE", before + absl::Seconds(1)).row, 7);
  EXPECT_EQ(Book("de-v1").CountriesAt(before).elsewhere, false);
  EXPECT_EQ(Book().CountriesAt(before).names, (std::vector<std::string>{"AT", "Austria", "Österreich"}));
}

TEST(RuleBook, FailsClosedWhenUndetermined) {
  ContactQuestion question = ConfirmedMail();
  question.determined = false;
  EXPECT_EQ(Book().Decide(question, "DE", kNow).reason, "UNDETERMINED");
  question.message_class = MessageClass::kService;
  EXPECT_EQ(Book().Decide(question, "DE", kNow).reason, "UNDETERMINED");
  EXPECT_EQ(Book().Decide(question, "DE", kNow).row, 0);
  question.message_class = MessageClass::kLegalNotice;
  question.facts.template_approved = true;
  EXPECT_EQ(Book().Decide(question, "DE", kNow).row, 1);
}

TEST(RuleBook, NamesTheCapWhereTheRowBeforeItAllowed) {
  ContactQuestion question = ConfirmedMail();
  question.facts.cap_free = false;
  const ContactDecision decision = Book().Decide(question, "DE", kNow);
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.row, 15);
  EXPECT_EQ(decision.reason, "CAP");
  question.consent = ConsentState::kNone;
  EXPECT_EQ(Book().Decide(question, "DE", kNow).row, 8);
}

}  // namespace
}  // namespace bestand::consent
