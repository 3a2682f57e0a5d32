#include "common/mime/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::mime {
namespace {

using ::testing::HasSubstr;

constexpr char kMail[] =
    "From: Shop <shop@example.test>\r\nSubject: =?UTF-8?B?QmVzdMOkdGlnZW4=?=\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "Sie k=C3=B6nnen widerrufen, jeder=\r\nzeit.\r\n--b\r\n"
    "Content-Type: text/html; charset=iso-8859-1\r\n\r\n<p>k\xf6nnen</p>\r\n--b--\r\n";

std::string ReasonFor(const std::string& bytes) { return ReasonOf(ReadMail(bytes).status()); }

// Boxes within boxes.
std::string Nested(int levels) {
  std::string mail = "Subject: x\r\n";
  for (int i = 0; i < levels; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    mail += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
  }
  return mail + "\r\ntext\r\n";
}

TEST(ReadMail, DecodesHeadersAndParts) {
  const auto mail = ReadMail(kMail);
  ASSERT_TRUE(mail.ok()) << mail.status();
  EXPECT_EQ(ValueOf(mail->headers, "subject"), "Bestätigen");
  EXPECT_EQ(mail->type, "multipart/alternative");
  ASSERT_EQ(mail->parts.size(), 2);
  EXPECT_THAT(mail->Find("text/plain")->content, HasSubstr("Sie können widerrufen, jederzeit."));
  EXPECT_THAT(mail->Find("text/html")->content, HasSubstr("<p>können</p>"));
  EXPECT_EQ(mail->Find("image/png"), nullptr);
}

TEST(ReadMail, ShowsOfAnInnerMailItsHeader) {
  const auto mail = ReadMail(
      "From: a@example.test\r\nContent-Type: multipart/report; report-type=Delivery-Status; "
      "boundary=b\r\n\r\n"
      "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <1@example.test>\r\nSubject: "
      "inner\r\n\r\nsecret\r\n"
      "--b--\r\n");
  ASSERT_TRUE(mail.ok()) << mail.status();
  EXPECT_EQ(mail->report_type, "delivery-status");
  const Part* inner = mail->Find("message/rfc822");
  ASSERT_NE(inner, nullptr);
  EXPECT_THAT(inner->content, HasSubstr("Message-ID: <1@example.test>"));
  EXPECT_THAT(inner->content, testing::Not(HasSubstr("secret")));
}

TEST(ReadMail, NeedsNoHeaderButThatOfTheBody) {
  EXPECT_EQ(ReadMail("Content-Type: text/html\r\n\r\n<p>")->type, "text/html");
}

TEST(ReadMail, RefusesWhatIsNoMail) {
  EXPECT_EQ(ReasonFor(""), "MAIL_MALFORMED");
  EXPECT_EQ(ReasonFor("no header at all"), "MAIL_MALFORMED");
  EXPECT_EQ(ReasonFor(std::string("Subject: a\0b\r\n\r\ntext", 21)), "MAIL_MALFORMED");
  EXPECT_EQ(ReasonFor("Subject: x\r\n\r\n" + std::string(256 * 1024, 'x')), "MAIL_MALFORMED");
}

TEST(ReadMail, RefusesBoxesWithinBoxes) {
  EXPECT_TRUE(ReadMail(Nested(20)).ok());
  for (const int levels : {21, 1000, 4000}) EXPECT_EQ(ReasonFor(Nested(levels)), "MAIL_MALFORMED") << levels;
}

TEST(ReadMail, RefusesCountlessParts) {
  std::string mail = "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 101; ++i) mail += "--b\r\n\r\nx\r\n";
  EXPECT_EQ(ReasonFor(mail + "--b--\r\n"), "MAIL_MALFORMED");
}

TEST(ReadMail, TakesCutMailsAndWrongCharsetsForWhatTheyHold) {
  const std::string whole = kMail;
  for (size_t length = 0; length <= whole.size(); ++length) (void)ReadMail(whole.substr(0, length));
  for (const char* charset : {"utf-8", "utf-7", "x-none", "", "\"", "utf-16"}) {
    const auto mail =
        ReadMail("Subject: \xff\xfe\r\nContent-Type: text/plain; charset=" + std::string(charset) +
                 "\r\n\r\n\xff\xc3(\xe2\x82 text");
    ASSERT_TRUE(mail.ok()) << charset;
    for (const auto& [name, value] : mail->headers) EXPECT_EQ(value.find('\n'), std::string::npos);
  }
}

TEST(ReadMail, LetsNoEncodedHeaderBeginAnother) {
  const auto mail = ReadMail("Subject: =?UTF-8?Q?a=0D=0ABcc:_b@example.test?=\r\n\r\ntext");
  ASSERT_TRUE(mail.ok());
  EXPECT_EQ(mail->headers.size(), 1);
  EXPECT_EQ(ValueOf(mail->headers, "Subject"), "a  Bcc: b@example.test");
}

TEST(ReadMail, SurvivesEveryByteChanged) {
  const std::string whole = kMail;
  for (size_t i = 0; i < whole.size(); ++i) {
    for (const int flip : {1, 32, 128}) {
      std::string changed = whole;
      changed[i] = static_cast<char>(changed[i] ^ flip);
      (void)ReadMail(changed);
    }
  }
}

TEST(ReadBlocks, DividesAtEmptyLinesAndUnfolds) {
  const auto blocks =
      ReadBlocks("Reporting-MTA: dns; a\r\n\r\n\r\nFinal-Recipient: rfc822;\r\n b@example.test\r\nno\r\n");
  ASSERT_EQ(blocks.size(), 2);
  EXPECT_EQ(ValueOf(blocks[1], "final-recipient"), "rfc822; b@example.test");
  EXPECT_TRUE(ReadBlocks("").empty());
  EXPECT_EQ(ReadBlocks(std::string(5000, '\n') + "a: b\n\nc: d\n\ne: f", 2).size(), 2);
}

}  // namespace
}  // namespace bestand::mime
