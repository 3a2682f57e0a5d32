// What the log keeps of a mail: the bytes as they went out, who took them, and how secret that was.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/time/clock.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "services/consent/mail/mail_worker.h"
#include "services/consent/mail/smtp_sender.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/services/consent/support/smtp_sink.h"
#include "tests/support/certificates.h"

namespace bestand::consent {
namespace {

using ::testing::HasSubstr;

std::string FieldOf(const std::string& payload, const std::string& name) {
  const size_t at = ("\n" + payload).find("\n" + name + "=");
  if (at == std::string::npos) return "";
  const size_t begin = at + name.size() + 1;
  return payload.substr(begin, payload.find('\n', begin) - begin);
}

class MailEvidence : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!SmtpSink::IsThere()) GTEST_SKIP() << "python3-aiosmtpd is not installed";
    house_.clock.Set(absl::Now());
    std::string pattern = "/tmp/bestand-tls-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    const auto ca = bestand::testing::MakeCertificate("");
    Write(ca, folder_ + "/ca");
    Write(bestand::testing::MakeCertificate("IP:127.0.0.1", &ca), folder_ + "/server");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  SmtpSettings Settings(const std::string& ca_file = "") {
    SmtpSettings settings;
    settings.url = sink_.url();
    settings.from = "Shop <shop@example.test>";
    settings.require_tls = !ca_file.empty();
    settings.ca_file = ca_file;
    settings.timeout = absl::Seconds(5);
    return settings;
  }

  // Asks for two purposes by one mail, and sends it.
  absl::Status SendOne(const SmtpSettings& settings) {
    RETURN_IF_ERROR(
        house_.opt_ins.Request({"c1", "c1@example.test", {"news", "birthday"}, "de", {}}).status());
    SmtpSender sender(settings);
    const auto claimed = house_.mails.Claim(1, absl::Minutes(1));
    const auto delivery = sender.Send(claimed->at(0));
    RETURN_IF_ERROR(delivery.status());
    return house_.mails.MarkSent(claimed->at(0), *delivery);
  }

  // The payload of the event that says so, for each purpose.
  std::vector<std::string> PayloadsOf(EventKind kind) {
    SqlEvidenceStore evidence(*house_.database, house_.means);
    std::vector<std::string> payloads;
    const auto consents = house_.consents.List("c1");
    for (const Consent& consent : *consents) {
      const auto collected = evidence.Collect("c1", consent.id);
      for (const EvidenceItem& item : collected->items) {
        if (item.event.kind == kind) payloads.push_back(item.payload);
      }
    }
    return payloads;
  }

  ConsentHouse house_;
  SmtpSink sink_;
  std::string folder_;
};

TEST_F(MailEvidence, HoldsTheBytesThatTheServerGotForEachPurpose) {
  sink_.StartRecording();
  ASSERT_TRUE(SendOne(Settings()).ok());
  const std::string mail = sink_.AwaitMails(1).at(0);
  const auto payloads = PayloadsOf(EventKind::kMailSent);
  ASSERT_EQ(payloads.size(), 2);
  for (const std::string& payload : payloads) {
    EXPECT_EQ(FromBase64(FieldOf(payload, "mime_base64")), mail);
    EXPECT_EQ(FieldOf(payload, "mime_sha256"), ToHex(Sha256(mail)));
    EXPECT_THAT(mail, HasSubstr("Message-ID: " + FieldOf(payload, "message_id") + "\r\n"));
    EXPECT_EQ(FieldOf(payload, "mail_template"), "confirmation-de-2");
    EXPECT_EQ(FieldOf(payload, "smtp_reply"), "250 2.0.0 Ok: queued");
    EXPECT_EQ(FieldOf(payload, "tls_version"), "none");
  }
}

TEST_F(MailEvidence, NamesTheRightToWithdrawAsTheMailDoes) {
  sink_.StartRecording();
  ASSERT_TRUE(SendOne(Settings()).ok());
  EXPECT_EQ(FieldOf(PayloadsOf(EventKind::kRequested).at(0), "withdrawal_right"),
            "Ihre Einwilligung können Sie jederzeit kostenlos widerrufen.");
}

TEST_F(MailEvidence, SaysHowSecretTheWayWas) {
  sink_.StartRecording(folder_ + "/server");
  ASSERT_TRUE(SendOne(Settings(folder_ + "/ca.pem")).ok());
  const std::string payload = PayloadsOf(EventKind::kMailSent).at(0);
  EXPECT_EQ(FieldOf(payload, "tls_version"), "TLSv1.3");
  EXPECT_THAT(FieldOf(payload, "tls_cipher"), HasSubstr("TLS_"));
  EXPECT_EQ(FromBase64(FieldOf(payload, "mime_base64")), sink_.AwaitMails(1).at(0));
}

TEST_F(MailEvidence, SaysItAlsoOfLaterMailsOnAConnection) {
  sink_.StartRecording(folder_ + "/server");
  SmtpSender sender(Settings(folder_ + "/ca.pem"));
  OutgoingMail mail;
  mail.address = "c1@example.test";
  for (const auto id : {"1", "2"}) {
    mail.id = id;
    const auto delivery = sender.Send(mail);
    ASSERT_TRUE(delivery.ok()) << delivery.status();
    EXPECT_EQ(delivery->tls_version, "TLSv1.3") << id;
  }
}

TEST_F(MailEvidence, SendsNothingToAServerThatNobodyVouchesFor) {
  sink_.StartRecording(folder_ + "/server");
  Write(bestand::testing::MakeCertificate(""), folder_ + "/stranger");
  SmtpSettings settings = Settings(folder_ + "/stranger.pem");
  EXPECT_EQ(ReasonOf(SendOne(settings)), "MAIL_SERVER_AWAY");
  settings.ca_file = "";
  EXPECT_EQ(ReasonOf(SmtpSender(settings).Send({.address = "c1@example.test"}).status()), "MAIL_SERVER_AWAY");
  EXPECT_TRUE(sink_.Mails().empty());
  EXPECT_TRUE(PayloadsOf(EventKind::kMailSent).empty());
}

TEST_F(MailEvidence, SendsNothingToAServerThatIsAnother) {
  const auto ca = bestand::testing::MakeCertificate("");
  Write(ca, folder_ + "/ca");
  Write(bestand::testing::MakeCertificate("DNS:mail.example.test", &ca), folder_ + "/other");
  sink_.StartRecording(folder_ + "/other");
  EXPECT_EQ(ReasonOf(SendOne(Settings(folder_ + "/ca.pem"))), "MAIL_SERVER_AWAY");
  EXPECT_TRUE(sink_.Mails().empty());
}

TEST_F(MailEvidence, SendsNothingInTheClearWhenTlsIsRequired) {
  sink_.StartRecording();
  EXPECT_EQ(ReasonOf(SendOne(Settings(folder_ + "/ca.pem"))), "MAIL_SERVER_AWAY");
  EXPECT_TRUE(sink_.Mails().empty());
}

}  // namespace
}  // namespace bestand::consent
