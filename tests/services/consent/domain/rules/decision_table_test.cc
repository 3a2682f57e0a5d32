#include "services/consent/domain/rules/decision_table.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>

#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "services/consent/domain/rules/rule_book.h"

namespace bestand::consent {
namespace {

const RuleBook& Book() {
  static const std::unique_ptr<const RuleBook> book = *RuleBook::Open("");
  return *book;
}

const RuleSet& Rules(std::string_view name = "de-v1") { return **Book().Get(name); }

std::string WholeTable(const RuleSet& rules) {
  const DecisionTable table(rules);
  std::string csv = table.Header();
  for (int row = 0; row < table.rows(); ++row) table.AppendRow(row, csv);
  return csv;
}

// What an oracle in Python prints.
std::string OracleTable(const std::string& oracle) {
  const std::string root = std::getenv("BESTAND_ROOT") != nullptr ? std::getenv("BESTAND_ROOT") : ".";
  const std::string command = "python3 " + root + "/tests/services/consent/domain/rules/" + oracle;
  FILE* pipe = popen(command.c_str(), "r");
  std::string csv(64 * 1024 * 1024, '\0');
  csv.resize(fread(csv.data(), 1, csv.size(), pipe));
  EXPECT_EQ(pclose(pipe), 0);
  return csv;
}

// Both lines at the first place where two tables differ.
std::string FirstDifference(const std::string& ours, const std::string& theirs) {
  size_t at = 0;
  while (at < ours.size() && at < theirs.size() && ours[at] == theirs[at]) ++at;
  const auto line = [at](const std::string& csv) {
    const size_t begin = at == 0 ? 0 : csv.rfind('\n', at - 1) + 1;
    return begin < csv.size() ? csv.substr(begin, csv.find('\n', begin) - begin) : "(the end)";
  };
  return "ours:   " + line(ours) + "\noracle: " + line(theirs);
}

TEST(DecisionTable, EqualsTheOracleInEveryRow) {
  const std::string ours = WholeTable(Rules()), theirs = OracleTable("de_oracle.py");
  EXPECT_EQ(ToHex(Sha256(ours)), ToHex(Sha256(theirs))) << FirstDifference(ours, theirs);
}

// That the oracle and the rules are not changed together: the answers of de-v1 as they were first published.
TEST(DecisionTable, IsTheOneThatWasPublished) {
  EXPECT_EQ(ToHex(Sha256(WholeTable(Rules()))),
            "afeb7e51ecc0412115be7b3ce16e084fe6ced680d2bacb8d268f31bcba4471db");
  EXPECT_EQ(ToHex(Sha256(WholeTable(Rules("at-v1")))),
            "9d423d1fb92296d68f86d8b18691804852aae6326836c3c35de70aee5bbcba57");
}

TEST(DecisionTable, EqualsTheOracleOfAustriaInEveryRow) {
  const std::string ours = WholeTable(Rules("at-v1")), theirs = OracleTable("at_oracle.py");
  EXPECT_EQ(ToHex(Sha256(ours)), ToHex(Sha256(theirs))) << FirstDifference(ours, theirs);
}

TEST(DecisionTable, ShowsTheFirstDifference) {
  EXPECT_EQ(FirstDifference("a\nb1\n", "a\nb2\n"), "ours:   b1\noracle: b2");
}

TEST(DecisionTable, HasARowForEachAnswer) {
  const std::string csv = WholeTable(Rules());
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 376'321);
}

TEST(DecisionTable, TurnsItsLastColumnFastest) {
  std::string csv;
  const DecisionTable table(Rules());
  table.AppendRow(0, csv);
  table.AppendRow(1, csv);
  EXPECT_EQ(csv,
            "SERVICE,EMAIL,B2C,CUSTOMER_73,NONE,NONE,0,0,0,0,0,0,DENY,CLASS_NOT_APPROVED,2\n"
            "SERVICE,EMAIL,B2C,CUSTOMER_73,NONE,NONE,0,0,0,0,0,1,DENY,CLASS_NOT_APPROVED,2\n");
}

TEST(DecisionTable, EndsWithEveryWheelAtItsLastValue) {
  std::string csv;
  const DecisionTable table(Rules());
  table.AppendRow(table.rows() - 1, csv);
  EXPECT_EQ(csv, "SURVEY,POST,B2B,PROSPECT,WITHDRAWN,ALL,1,1,1,1,1,1,DENY,OBJECTED,5\n");
}

TEST(DecisionTable, TreatsASurveyAsAdvertising) {
  const DecisionTable table(Rules());
  for (int row = 0; row < table.rows(); ++row) {
    ContactQuestion question = table.QuestionAt(row);
    if (question.message_class != MessageClass::kSurvey) continue;
    const ContactDecision survey = Rules().Decide(question);
    question.message_class = MessageClass::kMarketing;
    ASSERT_EQ(survey.reason, Rules().Decide(question).reason) << row;
  }
}

TEST(DecisionTable, NeverAddressesWhoObjectedOrWithdrewWithAdvertising) {
  for (const auto& rules : Book().all()) {
    const DecisionTable table(*rules);
    for (int row = 0; row < table.rows(); ++row) {
      const ContactQuestion question = table.QuestionAt(row);
      const bool advertising = question.message_class >= MessageClass::kMarketing;
      const bool refused =
          question.objection != Objection::kNone || question.consent == ConsentState::kWithdrawn;
      if (advertising && refused) {
        ASSERT_FALSE(rules->Decide(question).allowed) << rules->name() << " " << row;
      }
    }
  }
}

TEST(DecisionTable, SaysWhatToDoAndOnWhatItRests) {
  for (const auto& rules : Book().all()) {
    for (const RuleRow& row : rules->file().rows) {
      EXPECT_FALSE(row.action.empty()) << rules->name() << " line " << row.line;
      EXPECT_TRUE(row.row == 0 || !row.basis.empty()) << rules->name() << " line " << row.line;
    }
  }
}

TEST(DecisionTable, DiffersBetweenCountriesWhereTheLawDoes) {
  ContactQuestion question;
  question.channel = Channel::kPhone;
  question.recipient = Recipient::kB2b;
  question.facts = {.presumed_reason = true, .cap_free = true};
  EXPECT_EQ(Rules().Decide(question).reason, "PRESUMED");
  EXPECT_EQ(Rules("at-v1").Decide(question).reason, "NEEDS_PHONE_CONSENT");
  question = {};
  question.relation = Relation::kCustomer73;
  question.facts = {.goods_similar = true, .notice_complete = true, .cap_free = true};
  EXPECT_EQ(Rules().Decide(question).reason, "EXISTING_CUSTOMER");
  EXPECT_EQ(Rules("at-v1").Decide(question).reason, "LIST_NOT_CHECKED");
  question.facts.list_checked = true;
  EXPECT_EQ(Rules("at-v1").Decide(question).reason, "EXISTING_CUSTOMER");
}

}  // namespace
}  // namespace bestand::consent
