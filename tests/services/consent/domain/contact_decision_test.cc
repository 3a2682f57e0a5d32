#include "services/consent/domain/contact_decision.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "services/consent/domain/decision_table.h"

namespace bestand::consent {
namespace {

ContactQuestion ConfirmedMail() {
  ContactQuestion question;
  question.consent = ConsentState::kConfirmed;
  question.facts.cap_free = true;
  return question;
}

TEST(DecideContact, AllowsConfirmedMailByRowSeven) {
  const ContactDecision decision = DecideContact(ConfirmedMail());
  EXPECT_TRUE(decision.allowed);
  EXPECT_EQ(decision.row, 7);
  EXPECT_EQ(decision.reason, "CONSENT");
}

TEST(DecideContact, NamesTheCapWhereTheRowBeforeItAllowed) {
  ContactQuestion question = ConfirmedMail();
  question.facts.cap_free = false;
  const ContactDecision decision = DecideContact(question);
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.row, 15);
  EXPECT_EQ(decision.reason, "CAP");
}

TEST(DecideContact, FailsClosedWhenUndetermined) {
  ContactQuestion question = ConfirmedMail();
  question.determined = false;
  EXPECT_EQ(DecideContact(question).reason, "UNDETERMINED");
  question.message_class = MessageClass::kService;
  EXPECT_EQ(DecideContact(question).reason, "UNDETERMINED");
  EXPECT_EQ(DecideContact(question).row, 0);
}

TEST(DecideContact, LetsApprovedServicePassWhenUndetermined) {
  ContactQuestion question;
  question.message_class = MessageClass::kLegalNotice;
  question.determined = false;
  question.facts.template_approved = true;
  EXPECT_TRUE(DecideContact(question).allowed);
  EXPECT_EQ(DecideContact(question).row, 1);
}

TEST(DecideContact, TreatsASurveyAsAdvertising) {
  for (int row = 0; row < kDecisionTableRows; ++row) {
    ContactQuestion question = QuestionAt(row);
    if (question.message_class != MessageClass::kSurvey) continue;
    const ContactDecision survey = DecideContact(question);
    question.message_class = MessageClass::kMarketing;
    ASSERT_EQ(survey.reason, DecideContact(question).reason) << row;
  }
}

TEST(DecideContact, NeverAddressesWhoObjectedOrWithdrewWithAdvertising) {
  for (int row = 0; row < kDecisionTableRows; ++row) {
    const ContactQuestion question = QuestionAt(row);
    const bool advertising = question.message_class >= MessageClass::kMarketing;
    const bool refused =
        question.objection != Objection::kNone || question.consent == ConsentState::kWithdrawn;
    if (advertising && refused) {
      ASSERT_FALSE(DecideContact(question).allowed) << row;
    }
  }
}

TEST(DecideContact, UsesEveryRowOfTheTable) {
  std::set<int> rows{0};
  for (int row = 0; row < kDecisionTableRows; ++row) rows.insert(DecideContact(QuestionAt(row)).row);
  EXPECT_EQ(rows.size(), 16);
  EXPECT_EQ(*rows.rbegin(), 15);
}

TEST(DecideContact, AlwaysSaysWhatToDo) {
  for (int row = 0; row < kDecisionTableRows; ++row) {
    const ContactDecision decision = DecideContact(QuestionAt(row));
    ASSERT_FALSE(decision.needed_action.empty()) << row;
    ASSERT_FALSE(decision.legal_basis.empty()) << row;
  }
}

}  // namespace
}  // namespace bestand::consent
