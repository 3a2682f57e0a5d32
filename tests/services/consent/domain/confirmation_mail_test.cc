#include "services/consent/domain/confirmation_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/digest.h"
#include "common/id/encoding.h"

namespace bestand::consent {
namespace {

using testing::HasSubstr;

ConfirmationMail SomeMail(const std::string& language) {
  Wording first, second;
  first.text = "I want the newsletter.";
  second.text = "I want birthday greetings.";
  return {language,
          {first, second},
          "https://pages.example.test",
          "t0ken",
          absl::FromCivil(absl::CivilMinute(2026, 3, 8, 9, 5), absl::UTCTimeZone())};
}

TEST(ConfirmationMail, ShowsEveryWordingLinkAndToken) {
  for (const auto language : {"de", "en"}) {
    const std::string text = TextOf(SomeMail(language));
    EXPECT_THAT(text, HasSubstr("I want the newsletter."));
    EXPECT_THAT(text, HasSubstr("I want birthday greetings."));
    EXPECT_THAT(text, HasSubstr("https://pages.example.test/confirm?token=t0ken\n"));
    EXPECT_THAT(text, HasSubstr("\nToken: t0ken\n"));
  }
}

TEST(ConfirmationMail, SaysTheSameAsHtml) {
  ConfirmationMail mail = SomeMail("de");
  mail.wordings[0].text = "<script>alert(1)</script>";
  const std::string html = HtmlOf(mail);
  EXPECT_THAT(html, HasSubstr("<html lang=\"de\">"));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(html, HasSubstr("I want birthday greetings."));
  EXPECT_THAT(html, HasSubstr("href=\"https://pages.example.test/confirm?token=t0ken\""));
  for (const char* outside : {"src=", "url(", "<script"}) EXPECT_THAT(html, testing::Not(HasSubstr(outside)));
}

TEST(ConfirmationMail, SpeaksTheLanguageAskedFor) {
  EXPECT_THAT(SubjectOf(SomeMail("de")), HasSubstr("Einwilligung"));
  EXPECT_THAT(TextOf(SomeMail("de")), HasSubstr("widerrufen"));
  EXPECT_THAT(SubjectOf(SomeMail("en")), HasSubstr("consent"));
  EXPECT_THAT(TextOf(SomeMail("en")), HasSubstr("withdraw"));
}

// Whoever changes a word of the mail raises kTemplateVersion, and puts the new hash here.
TEST(ConfirmationMail, HasAVersionForEachText) {
  const auto hash_of = [](const std::string& language) {
    ConfirmationMail mail = SomeMail(language);
    mail.code = "123456";
    return ToHex(Sha256(SubjectOf(mail) + TextOf(mail) + HtmlOf(mail))).substr(0, 16);
  };
  EXPECT_EQ(TemplateVersionOf("de") + " " + hash_of("de"), "confirmation-de-2 00c22c3d90fe3b44");
  EXPECT_EQ(TemplateVersionOf("en") + " " + hash_of("en"), "confirmation-en-2 7c973647c469874b");
}

TEST(ConfirmationMail, ShowsTheRightToWithdraw) {
  for (const auto language : {"de", "en"}) {
    EXPECT_THAT(TextOf(SomeMail(language)), HasSubstr(RightToWithdraw(language)));
    EXPECT_THAT(HtmlOf(SomeMail(language)), HasSubstr(RightToWithdraw(language)));
  }
}

TEST(ConfirmationMail, SaysUntilWhenItsTokenCanBeUsed) {
  EXPECT_THAT(TextOf(SomeMail("de")), HasSubstr("vor dem 08.03.2026, 09:05 Uhr (UTC), diese Seite"));
  EXPECT_THAT(TextOf(SomeMail("en")), HasSubstr("before 2026-03-08 09:05 (UTC) and"));
}

}  // namespace
}  // namespace bestand::consent
