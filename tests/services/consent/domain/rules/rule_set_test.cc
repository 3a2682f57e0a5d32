#include "services/consent/domain/rules/rule_set.h"

#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

const std::string kHead =
    "rule-set: x-v1\ncountries: XX, Xland\nin-force-from: 2020-01-01\nfacts: goods_similar cap_free\n";
const std::string kRefuseAll = "\nrow: 9\nanswer: DENY NO\n";

// The line that is wrong, or what else is.
std::string LineOf(const std::string& text) {
  const auto rules = RuleSet::Compile(text);
  if (rules.ok()) return "fine";
  EXPECT_EQ(FactsOf(rules.status())["rule_set"], text.starts_with("rule-set: x-v1") ? "x-v1" : "");
  return ReasonOf(rules.status()) == "RULES_INVALID" ? FactsOf(rules.status())["line"] : "another reason";
}

TEST(RuleSet, DecidesByTheFirstRowThatFits) {
  const auto rules = RuleSet::Compile(kHead +
                                      "\n# A comment.\nrow: 1\nchannel: FAX PHONE\ngoods_similar: yes\n"
                                      "answer: ALLOW ONE\nbasis: a: b\naction: Act.\n" +
                                      kRefuseAll);
  ASSERT_TRUE(rules.ok()) << rules.status();
  ContactQuestion question;
  question.channel = Channel::kPhone;
  EXPECT_EQ((*rules)->Decide(question).row, 9);
  question.facts.goods_similar = true;
  const ContactDecision decision = (*rules)->Decide(question);
  EXPECT_TRUE(decision.allowed);
  EXPECT_EQ(decision.reason, "ONE");
  EXPECT_EQ(decision.legal_basis, "a: b");
  EXPECT_EQ(decision.needed_action, "Act.");
  EXPECT_EQ(decision.rule_set, "x-v1");
  question.channel = Channel::kEmail;
  EXPECT_EQ((*rules)->Decide(question).row, 9);
  EXPECT_EQ((*rules)->file().countries, (std::vector<std::string>{"XX", "Xland"}));
}

TEST(RuleSet, AsksOtherRowsNext) {
  const auto rules = RuleSet::Compile(kHead + "\nrow: 1\nrecipient: B2B\nanswer: ALLOW ONE\nthen: 15\n" +
                                      kRefuseAll + "\nrow: 15\ncap_free: no\nanswer: DENY CAP\n");
  ASSERT_TRUE(rules.ok()) << rules.status();
  ContactQuestion question;
  EXPECT_EQ((*rules)->Decide(question).reason, "NO");
  question.recipient = Recipient::kB2b;
  EXPECT_EQ((*rules)->Decide(question).reason, "CAP");
  question.facts.cap_free = true;
  EXPECT_EQ((*rules)->Decide(question).reason, "ONE");
}

TEST(RuleSet, RefusesWhatLeavesQuestionsOpen) {
  EXPECT_EQ(LineOf(kHead + "\nrow: 1\nchannel: EMAIL SMS PUSH FAX AUTOCALL PHONE\nanswer: DENY NO\n"), "0");
  EXPECT_EQ(LineOf(kHead + "\nrow: 1\ndetermined: yes\nanswer: DENY NO\n"), "0");
  EXPECT_EQ(LineOf(kHead), "0");
  EXPECT_EQ(
      LineOf(kHead + "\nrow: 1\ncap_free: yes\nanswer: DENY A\n\nrow: 2\ncap_free: no\nanswer: DENY B\n"),
      "fine");
}

TEST(RuleSet, RefusesRowsThatNeverDecide) {
  EXPECT_EQ(LineOf(kHead + kRefuseAll + "\nrow: 10\nchannel: FAX\nanswer: DENY NO\n"), "9");
  EXPECT_EQ(LineOf(kHead + "\nrow: 1\nrecipient: B2B\ncap_free: no\nanswer: ALLOW ONE\nthen: 15\n" +
                   kRefuseAll + "\nrow: 15\ncap_free: no\nanswer: DENY CAP\n"),
            "6");  // row 1 itself: row 15 takes all its questions
  EXPECT_EQ(LineOf(kHead + "\nrow: 1\nrecipient: B2B\nanswer: ALLOW ONE\nthen: 15\n" + kRefuseAll), "6");
}

TEST(RuleSet, RefusesWhatItDoesNotUnderstand) {
  const std::string row = kHead + "\nrow: 1\n";
  EXPECT_EQ(LineOf(row + "answer: MAYBE NO\n"), "6");
  EXPECT_EQ(LineOf(row + "answer: DENY\n"), "6");
  EXPECT_EQ(LineOf(row + "answer: DENY NO\nthen: 15\n"), "6");
  EXPECT_EQ(LineOf(row + "answer: DENY NO\nchanel: FAX\n"), "8");
  EXPECT_EQ(LineOf(row + "answer: DENY NO\nchannel: FAX TELEX\n"), "8");
  EXPECT_EQ(LineOf(row + "answer: DENY NO\nnumber_verified: yes\n"), "8");  // not among the facts
  EXPECT_EQ(LineOf(row + "answer: DENY NO\ncap_free: maybe\n"), "8");
  EXPECT_EQ(LineOf(row + "answer: DENY NO\nanswer: DENY NO\n"), "8");
  EXPECT_EQ(LineOf(row + "answer: DENY NO\nbasis\n"), "8");
  EXPECT_EQ(LineOf(row + "answer: DENY NO\nbasis:\n"), "8");
  EXPECT_EQ(LineOf(kHead + "\nrow: one\nanswer: DENY NO\n"), "6");
  EXPECT_EQ(LineOf(kHead + "\nanswer: DENY NO\n"), "6");
  EXPECT_EQ(LineOf(kHead + "row: 1\n" + kRefuseAll), "1");
  EXPECT_EQ(LineOf("countries: XX\n"), "1");
  EXPECT_EQ(LineOf("rule-set: x-v1\ncountries: XX\nin-force-from: soon\nfacts: cap_free\n"), "1");
  EXPECT_EQ(LineOf("rule-set: x-v1\ncountries: XX\nin-force-from: 2020-01-01\nfacts: determined\n"), "1");
  EXPECT_EQ(LineOf("rule-set: x-v1\nin-force-from: 2020-01-01\nfacts: cap_free\n"), "1");
  EXPECT_EQ(LineOf(""), "0");
}

}  // namespace
}  // namespace bestand::consent
