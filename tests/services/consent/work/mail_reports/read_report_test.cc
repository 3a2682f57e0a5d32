#include "services/consent/work/mail_reports/read_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "services/consent/domain/confirmation_mail.h"
#include "services/consent/mail/mime.h"
#include "tests/services/consent/work/mail_reports/sample_reports.h"

namespace bestand::consent {
namespace {

MailReportKind KindOf(const std::string& raw) { return ReadMailReport(raw)->kind; }

TEST(ReadMailReport, ReadsABounce) {
  const std::string raw = Bounce(kSomeMailId);
  const auto report = ReadMailReport(raw);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->kind, MailReportKind::kBounce);
  EXPECT_EQ(report->mail_id, kSomeMailId);
  EXPECT_EQ(report->status, "5.1.1");
  EXPECT_EQ(report->diagnostic, "smtp; 550 5.1.1 <address> no such user");
  EXPECT_EQ(report->reporter, "dns; mx.example.test");
  EXPECT_EQ(report->hash, ToHex(Sha256(raw)));
}

TEST(ReadMailReport, TellsWhatMayPassFromWhatIsForGood) {
  EXPECT_EQ(KindOf(Bounce(kSomeMailId, "4.4.7", "failed")), MailReportKind::kSoftBounce);
  EXPECT_EQ(KindOf(Bounce(kSomeMailId, "4.2.2", "delayed")), MailReportKind::kSoftBounce);
  EXPECT_EQ(KindOf(Bounce(kSomeMailId, "5.7.1", "Failed")), MailReportKind::kBounce);
  for (const char* good : {"delivered", "relayed", "expanded", "what?"}) {
    EXPECT_EQ(KindOf(Bounce(kSomeMailId, "2.0.0", good)), MailReportKind::kNothing) << good;
  }
}

TEST(ReadMailReport, ReadsAComplaint) {
  const auto report = ReadMailReport(Complaint(kSomeMailId));
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->kind, MailReportKind::kComplaint);
  EXPECT_EQ(report->mail_id, kSomeMailId);
  EXPECT_EQ(report->status, "abuse");
  EXPECT_EQ(report->reporter, "Provider/1.0");
  EXPECT_EQ(KindOf(Complaint(kSomeMailId, "not-spam")), MailReportKind::kNothing);
  EXPECT_EQ(KindOf(Complaint(kSomeMailId, "virus")), MailReportKind::kNothing);
}

// Or who complains about a long mail would go on being written to.
TEST(ReadMailReport, ReadsOurLongestMailSentBackWhole) {
  std::string wording;
  while (wording.size() < 100'000 - 3) wording += "ü&";  // which grow most as they are encoded
  Wording longest{"news", 1, "de", wording, "", {}};
  const ConfirmationMail mail{"de", {longest}, "https://pages.example.test", std::string(43, 'A'),
                              {},   "123456"};
  OutgoingMail sent;
  sent.id = kSomeMailId;
  sent.address = std::string(64, 'a') + "@example.test";
  sent.text = TextOf(mail);
  sent.html = HtmlOf(mail);
  const std::string mime = MimeOf(sent, "Shop <shop@example.test>");
  EXPECT_GT(mime.size(), 400'000u);
  for (std::string raw : {Bounce(kSomeMailId), Complaint(kSomeMailId)}) {
    raw.resize(raw.rfind("--b\r\nContent-Type: "));
    const auto report =
        ReadMailReport(raw + "--b\r\nContent-Type: message/rfc822\r\n\r\n" + mime + "\r\n--b--\r\n");
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->mail_id, kSomeMailId);
    EXPECT_NE(report->kind, MailReportKind::kNothing);
  }
}

TEST(ReadMailReport, TakesNoOtherMailForAReport) {
  EXPECT_EQ(KindOf("Subject: Out of office\r\n\r\nI am away. Action: failed\r\nStatus: 5.1.1\r\n"),
            MailReportKind::kNothing);
  EXPECT_EQ(ReadMailReport(Bounce("1234"))->mail_id, "");
  EXPECT_EQ(ReadMailReport(Bounce(std::string(kSomeMailId) + "x"))->mail_id, "");
}

TEST(ReadMailReport, RefusesWhatIsNoMail) {
  for (const std::string& bad : {std::string(), std::string("\0", 1), Bounce(std::string("a\0b", 3)),
                                 Bounce(kSomeMailId) + std::string(kMostReportBytes, 'x')}) {
    EXPECT_EQ(ReasonOf(ReadMailReport(bad).status()), "MAIL_MALFORMED") << bad.size();
  }
}

TEST(ReadMailReport, SurvivesCutAndChangedReports) {
  for (const std::string& whole : {Bounce(kSomeMailId), Complaint(kSomeMailId)}) {
    for (size_t i = 0; i < whole.size(); ++i) {
      (void)ReadMailReport(whole.substr(0, i));
      for (const int flip : {1, 2, 16, 128}) {
        std::string changed = whole;
        changed[i] = static_cast<char>(changed[i] ^ flip);
        (void)ReadMailReport(changed);
      }
    }
  }
}

}  // namespace
}  // namespace bestand::consent
