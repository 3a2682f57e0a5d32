#include "services/consent/domain/sign_ups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

struct FormHouse : ConsentHouse {
  SignUps sign_ups{purposes, Rules(key).address_key};

  bool Take(const std::string& address, const std::string& ip_prefix = "") {
    const auto request = sign_ups.RequestOf(
        {address, {"news"}, "de", ip_prefix, {"page", "192.0.2.1", "browser", "fair", "news: ticked"}});
    return request.ok() && opt_ins.Request(*request).ok();
  }
  size_t MailsDue() { return mails.Claim(1000, absl::Hours(1))->size(); }
};

TEST(SignUps, ShowTheNewestWordingsOfALanguage) {
  FormHouse house;
  (void)house.purposes.AddWording({"news", 0, "de", "Neuer Wortlaut", "", {}});
  const auto form = house.sign_ups.Form({"news", "birthday"}, "de");
  ASSERT_TRUE(form.ok()) << form.status();
  EXPECT_EQ((*form)[0].wording.text, "Neuer Wortlaut");
  EXPECT_EQ((*form)[1].display_name, "Birthday");
  EXPECT_EQ(ReasonOf(house.sign_ups.Form({"nothing"}, "de").status()), "PURPOSE_UNKNOWN");
  EXPECT_EQ(ReasonOf(house.sign_ups.Form({"news"}, "fr").status()), "WORDING_UNKNOWN");
}

TEST(SignUps, KeepAPersonUnderOneIdThatTellsNothing) {
  FormHouse house;
  const std::string id = *house.sign_ups.CustomerOf("anna@example.test");
  EXPECT_THAT(id, testing::MatchesRegex("web-[0-9a-f]{32}"));
  EXPECT_EQ(*house.sign_ups.CustomerOf("Anna@EXAMPLE.test"), id);
  EXPECT_NE(*house.sign_ups.CustomerOf("anne@example.test"), id);
}

TEST(SignUps, RequestConsentAndKeepHowItCameAbout) {
  FormHouse house;
  ASSERT_TRUE(house.Take("anna@example.test"));
  const std::string id = *house.sign_ups.CustomerOf("anna@example.test");
  EXPECT_EQ(house.consents.ListEvents({id})->size(), 1u);
  EXPECT_EQ(house.MailsDue(), 1u);
  const std::string payload = house.Payloads().front()->payload;
  for (const char* line : {"campaign=fair\n", "boxes=news: ticked\n", "ip_address=192.0.2.1\n"})
    EXPECT_THAT(payload, testing::HasSubstr(line));
}

// Or the mail would carry a stranger's words to anybody, in our name.
TEST(SignUps, PutNoWordOfTheStrangerIntoTheMail) {
  FormHouse house;
  const SignUp sign_up{
      "anna@example.test", {"news"}, "de", "", {"MARK1", "MARK2", "MARK3", "MARK4", "MARK5"}};
  ASSERT_TRUE(house.opt_ins.Request(*house.sign_ups.RequestOf(sign_up)).ok());
  const auto due = house.mails.Claim(10, absl::Hours(1));
  ASSERT_EQ(due->size(), 1u);
  const OutgoingMail& mail = due->front();
  EXPECT_THAT(mail.subject + mail.text + mail.html, testing::Not(testing::HasSubstr("MARK")));
}

TEST(SignUps, AnswerAlikeWhateverTheLimitsSay) {
  FormHouse house;
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(house.Take("anna@example.test", "192.0.2"));
  EXPECT_EQ(house.MailsDue(), 1u);
}

// However many networks a crowd of machines has.
TEST(SignUps, LimitWhatAllFormsTogetherCanSend) {
  FormHouse house;
  OptInRules rules = FormHouse::Rules(house.key);
  rules.form_limits = {3, 5, 8};
  OptIns opt_ins(house.consents, rules);
  int people = 0;
  const auto sent_of = [&](int wanted) {
    for (int i = 0; i < wanted; ++i) {
      const std::string n = std::to_string(++people);
      const auto request =
          house.sign_ups.RequestOf({"p" + n + "@example.test", {"news"}, "de", "10.0." + n, {}});
      EXPECT_TRUE(opt_ins.Request(*request).ok());
    }
    return house.MailsDue();
  };
  EXPECT_EQ(sent_of(6), 3u);
  house.clock.Advance(absl::Minutes(11));
  EXPECT_EQ(sent_of(6), 2u);
  house.clock.Advance(absl::Hours(25));
  EXPECT_EQ(sent_of(2), 2u);
  EXPECT_TRUE(opt_ins.Request({"c1", "c1@example.test", {"news"}}).ok());
  EXPECT_EQ(house.MailsDue(), 1u) << "our own applications are not limited by forms";
  house.clock.Advance(absl::Hours(25));
  EXPECT_EQ(sent_of(3), 1u);
}

TEST(SignUps, LimitWhatOneNetworkCanSend) {
  FormHouse house;
  for (int i = 0; i < 30; ++i) EXPECT_TRUE(house.Take("p" + std::to_string(i) + "@example.test", "192.0.2"));
  EXPECT_EQ(house.MailsDue(), 20u);
  EXPECT_TRUE(house.Take("other@example.test", "198.51.100"));
  EXPECT_EQ(house.MailsDue(), 1u) << "another network";
  house.clock.Advance(absl::Minutes(11));
  EXPECT_TRUE(house.Take("later@example.test", "192.0.2"));
  EXPECT_EQ(house.MailsDue(), 1u);
}

}  // namespace
}  // namespace bestand::consent
