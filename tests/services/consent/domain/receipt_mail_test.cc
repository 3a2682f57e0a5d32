#include "services/consent/domain/receipt_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/digest.h"
#include "common/id/encoding.h"

namespace bestand::consent {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ReceiptMail SomeReceipt(const std::string& language) {
  Wording wording;
  wording.purpose = "news";
  wording.text = "I want <b>news</b>.";
  return {language,
          {wording},
          absl::FromCivil(absl::CivilMinute(2026, 3, 8, 9, 5), absl::UTCTimeZone()),
          "https://pages.example.test/unsubscribe?token=u",
          "https://pages.example.test/preferences?token=p",
          "log.example.test+00000000+AAAA"};
}

TEST(ReceiptMail, SaysWhatWasConfirmedWhenAndHowToWithdraw) {
  const std::string english = TextOf(SomeReceipt("en")), german = TextOf(SomeReceipt("de"));
  for (const std::string& text : {english, german}) {
    EXPECT_THAT(text, HasSubstr("\nI want <b>news</b>.\n"));
    EXPECT_THAT(text, HasSubstr("\nhttps://pages.example.test/unsubscribe?token=u\n"));
    EXPECT_THAT(text, HasSubstr("\nhttps://pages.example.test/preferences?token=p\n"));
    EXPECT_THAT(text, HasSubstr("\nbestandctl consent verify --receipt news.tlog-proof --public-key "
                                "log.example.test+00000000+AAAA\n"));
  }
  EXPECT_THAT(english, HasSubstr("On 2026-03-08 at 09:05 (UTC) you confirmed"));
  EXPECT_THAT(german, HasSubstr("am 08.03.2026 um 09:05 Uhr (UTC) haben Sie"));
}

TEST(ReceiptMail, SaysTheSameAsHtml) {
  const std::string html = HtmlOf(SomeReceipt("de"));
  EXPECT_THAT(html, HasSubstr("<html lang=\"de\">"));
  EXPECT_THAT(html, HasSubstr("I want &lt;b&gt;news&lt;/b&gt;."));
  EXPECT_THAT(html, HasSubstr("href=\"https://pages.example.test/unsubscribe?token=u\""));
  EXPECT_THAT(html, HasSubstr("href=\"https://pages.example.test/preferences?token=p\""));
}

TEST(ReceiptMail, ForSeveralThingsLeadsToAllSettings) {
  ReceiptMail mail = SomeReceipt("en");
  mail.unsubscribe_url = "";
  EXPECT_THAT(TextOf(mail), Not(HasSubstr("Withdraw:")));
  EXPECT_THAT(HtmlOf(mail), Not(HasSubstr("Withdraw:")));
}

// Whoever changes a word of the mail raises kTemplateVersion, and puts the new hash here.
TEST(ReceiptMail, HasAVersionForEachText) {
  const auto hash_of = [](const std::string& language) {
    const ReceiptMail mail = SomeReceipt(language);
    return ToHex(Sha256(SubjectOf(mail) + TextOf(mail) + HtmlOf(mail))).substr(0, 16);
  };
  EXPECT_EQ(ReceiptVersionOf("de") + " " + hash_of("de"), "receipt-de-1 3f9a02f8c6c8ab4d");
  EXPECT_EQ(ReceiptVersionOf("en") + " " + hash_of("en"), "receipt-en-1 956882225188649b");
}

}  // namespace
}  // namespace bestand::consent
