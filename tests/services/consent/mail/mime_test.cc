#include "services/consent/mail/mime.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace bestand::consent {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

OutgoingMail SomeMail() {
  OutgoingMail mail;
  mail.id = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
  mail.address = "anna@example.test";
  mail.subject = "Please confirm";
  mail.text = "Hello,\n\nToken: abc_-1\n";
  mail.create_time = absl::FromCivil(absl::CivilSecond(2026, 3, 1, 9, 5, 7), absl::UTCTimeZone());
  return mail;
}

TEST(MimeOf, IsTheSameEachTime) {
  EXPECT_EQ(MimeOf(SomeMail(), "Shop <shop@example.test>"),
            "From: Shop <shop@example.test>\r\n"
            "To: anna@example.test\r\n"
            "Subject: Please confirm\r\n"
            "Date: Sun, 01 Mar 2026 09:05:07 +0000\r\n"
            "Message-ID: <f47ac10b-58cc-4372-a567-0e02b2c3d479@example.test>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "Hello,\r\n\r\nToken: abc_-1\r\n");
}

TEST(MimeOf, EncodesSubjectsThatAreNotPlain) {
  OutgoingMail mail = SomeMail();
  mail.subject = "Bitte bestätigen Sie Ihre Einwilligung für alles, was wir Ihnen schreiben möchten";
  const std::string mime = MimeOf(mail, "a@b.de");
  EXPECT_THAT(mime, HasSubstr("Subject: =?UTF-8?B?"));
  std::istringstream lines(mime);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(line.size(), 77) << line;
    for (const char letter : line) EXPECT_LT(static_cast<unsigned char>(letter), 0x80);
  }
}

TEST(MimeOf, CarriesTextAndHtmlAsAlternatives) {
  OutgoingMail mail = SomeMail();
  mail.html = "<p>=_" + mail.id + "</p>\n--=_" + mail.id + "--\n";
  const std::string mime = MimeOf(mail, "a@b.de");
  const std::string divider = "--=_" + mail.id;
  EXPECT_THAT(mime, HasSubstr("Content-Type: multipart/alternative; boundary=\"=_" + mail.id + "\"\r\n\r\n"));
  size_t dividers = 0;
  for (size_t at = mime.find("\r\n" + divider); at != std::string::npos;
       at = mime.find("\r\n" + divider, at + 1))
    ++dividers;
  EXPECT_EQ(dividers, 3u) << "what the text says cannot end a part";
  EXPECT_LT(mime.find("text/plain"), mime.find("text/html"));
  EXPECT_TRUE(mime.ends_with("\r\n" + divider + "--\r\n"));
}

TEST(MimeOf, LetsNoSubjectBeginAHeader) {
  OutgoingMail mail = SomeMail();
  mail.subject = "Hello\r\nBcc: victim@example.test";
  EXPECT_THAT(MimeOf(mail, "a@b.de"), Not(HasSubstr("Bcc")));
}

TEST(QuotedPrintable, EncodesWhatIsNotPlain) {
  EXPECT_EQ(QuotedPrintable("a=b ä \nnext"), "a=3Db =C3=A4=20\r\nnext\r\n");
  EXPECT_EQ(QuotedPrintable(""), "");
  EXPECT_EQ(QuotedPrintable("a\r\nb"), "a\r\nb\r\n");
}

TEST(QuotedPrintable, WrapsLongLines) {
  const std::string wrapped = QuotedPrintable(std::string(100, 'x'));
  EXPECT_EQ(wrapped, std::string(75, 'x') + "=\r\n" + std::string(25, 'x') + "\r\n");
}

TEST(Sender, MayHaveAName) {
  EXPECT_EQ(AddressOfSender("Shop <shop@example.test>"), "shop@example.test");
  EXPECT_EQ(AddressOfSender("shop@example.test"), "shop@example.test");
  EXPECT_EQ(ProblemOfSender("Shop Nr 1 <shop@example.test>"), "");
  EXPECT_EQ(ProblemOfSender("shop@example.test"), "");
}

TEST(Sender, CannotBreakTheHeader) {
  for (const auto from : {"", "Shop", "Shop\r\nBcc: x@y.de <shop@example.test>", "A <b@c.de>, D <e@f.de>",
                          "Shop <shop@example.test", "\"Shop\" <shop@example.test>"}) {
    EXPECT_NE(ProblemOfSender(from), "") << from;
  }
}

}  // namespace
}  // namespace bestand::consent
