// Odd addresses, shared ones and many of one person: real mails, and what they confirm.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "services/consent/mail/smtp_sender.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/services/consent/support/smtp_sink.h"

namespace bestand::consent {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Addresses : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!SmtpSink::IsThere()) GTEST_SKIP() << "python3-aiosmtpd is not installed";
    house_.clock.Set(absl::Now());
    sink_.StartRecording();
  }

  // Asks, sends the mail for real, and returns it as it arrived.
  std::string Ask(const std::string& customer, const std::string& address) {
    EXPECT_TRUE(house_.opt_ins.Request({customer, address, {"news"}, "en", {}}).ok());
    house_.clock.Advance(absl::Minutes(11));
    SmtpSettings settings;
    settings.url = sink_.url();
    settings.from = "Shop <shop@example.test>";
    settings.require_tls = false;
    SmtpSender sender(settings);
    const auto claimed = house_.mails.Claim(1, absl::Hours(24));
    if (claimed->empty()) return "";
    const auto delivery = sender.Send(claimed->at(0));
    EXPECT_TRUE(delivery.ok()) << delivery.status();
    EXPECT_TRUE(house_.mails.MarkSent(claimed->at(0), *delivery).ok());
    return delivery->mime;
  }
  absl::Status Confirm(const std::string& mime) {
    return house_.opt_ins.Confirm(TokenIn(absl::StrReplaceAll(mime, {{"=\r\n", ""}})), {}).status();
  }
  std::string AddressOf(const std::string& customer) {
    return house_.consents.List(customer)->front().address;
  }
  bool IsConfirmed(const std::string& customer) {
    return house_.consents.List(customer)->front().times.confirm.has_value();
  }

  ConsentHouse house_;
  SmtpSink sink_;
};

TEST_F(Addresses, WithPlusAndPunycodeGetTheirMail) {
  for (const std::string address :
       {"anna+shop@example.test", "anna@xn--mller-kva.example", "o'neil@example.test"}) {
    const std::string mime = Ask("c1", address);
    EXPECT_THAT(mime, HasSubstr("To: " + address + "\r\n"));
    EXPECT_TRUE(Confirm(mime).ok());
    EXPECT_EQ(AddressOf("c1"), address) << "the newest confirmed counts";
  }
  EXPECT_EQ(sink_.AwaitMails(3).size(), 3);
}

TEST_F(Addresses, OfTwoPeopleAreTheirsEach) {
  const std::string first = Ask("c1", "family@example.test"), second = Ask("c2", "family@example.test");
  ASSERT_TRUE(Confirm(first).ok());
  EXPECT_TRUE(IsConfirmed("c1"));
  EXPECT_FALSE(IsConfirmed("c2")) << "one's token confirms nothing of the other's";
  ASSERT_TRUE(house_.refusals.Object("c1", std::nullopt, {}).ok());
  ASSERT_TRUE(Confirm(second).ok()) << "one's objection ends nothing of the other's";
  EXPECT_NE(Ask("c1", "family@example.test"), "");
  EXPECT_EQ(Ask("c2", "family@example.test"), "") << "the mailbox gets three a day, whoever asks";
}

TEST_F(Addresses, OfOnePersonConfirmThemselvesAlone) {
  const std::string old = Ask("c1", "old@example.test"), fresh = Ask("c1", "new@example.test");
  ASSERT_TRUE(Confirm(fresh).ok());
  EXPECT_EQ(AddressOf("c1"), "new@example.test");
  ASSERT_TRUE(Confirm(old).ok()) << "both mails are the person's to confirm";
  EXPECT_EQ(AddressOf("c1"), "old@example.test") << "the last one confirmed counts";
}

TEST_F(Addresses, ThatWouldAddAHeaderNeverReachAMail) {
  // The checks before refuse them; the database and the mail server never see one.
  OutgoingMail mail;
  mail.id = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
  mail.address = "c1@example.test";
  mail.subject = "Hello\r\nBcc: other@example.test";
  mail.text = "x\r\n.\r\nMAIL FROM:<evil@example.test>\r\n";
  SmtpSettings settings;
  settings.url = sink_.url();
  settings.from = "Shop <shop@example.test>";
  settings.require_tls = false;
  ASSERT_TRUE(SmtpSender(settings).Send(mail).ok());
  const std::string arrived = sink_.AwaitMails(1).at(0);
  EXPECT_THAT(arrived, Not(HasSubstr("\nBcc:")));
  EXPECT_THAT(arrived, HasSubstr("\r\n.\r\nMAIL FROM:")) << "the text stays text";
  EXPECT_EQ(sink_.Mails().size(), 1);
}

TEST(Wordings, TooLongForOneMailAreRefusedBeforeAnythingIsStored) {
  ConsentHouse house;
  std::vector<std::string> purposes;
  for (int i = 0; i < 12; ++i) {
    purposes.push_back("long-" + std::to_string(i));
    ASSERT_TRUE(house.purposes.CreatePurpose({purposes.back(), "Long", {}}).ok());
    ASSERT_TRUE(house.purposes.AddWording({purposes.back(), 0, "en", std::string(9'000, 'x'), "", {}}).ok());
  }
  const auto refused = house.opt_ins.Request({"c1", "c1@example.test", purposes, "en", {}});
  EXPECT_EQ(ReasonOf(refused.status()), "FIELD_INVALID");
  EXPECT_TRUE(house.consents.ListEvents({"c1", 10, -1})->empty());
  purposes.resize(11);
  EXPECT_TRUE(house.opt_ins.Request({"c1", "c1@example.test", purposes, "en", {}}).ok());
}

}  // namespace
}  // namespace bestand::consent
