// The mail after a confirmation, from a real mail server.

#include "services/consent/domain/receipts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "common/id/encoding.h"
#include "services/consent/domain/opt_in_tokens.h"
#include "services/consent/mail/mail_worker.h"
#include "services/consent/mail/mime.h"
#include "services/consent/mail/smtp_sender.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "services/consent/storage/receipts/receipt_queue.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/services/consent/support/smtp_sink.h"

namespace bestand::consent {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

struct Receipts : ::testing::Test {
  Receipts() { house.clock.Set(absl::Now()); }
  void SetUp() override {
    if (!SmtpSink::IsThere()) GTEST_SKIP() << "python3-aiosmtpd is not installed";
  }

  OptInRules Rules() {
    OptInRules rules = ConsentHouse::Rules(house.key);
    rules.receipts = {true, rules.base_url, [] { return LinkKeysOf("k1 0123456789abcdef0123456789abcdef"); },
                      house.signer.verifier().ToText()};
    return rules;
  }

  // Asks and confirms; the confirmation mail stays claimed.
  void Confirm(const std::string& customer, const std::vector<std::string>& purposes = {"news"}) {
    ASSERT_TRUE(opt_ins.Confirm(house.Ask(customer, purposes), {}).ok());
  }

  std::unique_ptr<MailWorker> Work() {
    MailWorker::Options quick;
    quick.poll = absl::Milliseconds(20);
    quick.first_delay = absl::Milliseconds(50);
    quick.longest_delay = absl::Milliseconds(400);
    return std::make_unique<MailWorker>(queue, sender, quick,
                                        [this](const absl::Status& outcome) { failures += !outcome.ok(); });
  }

  SmtpSettings To() const {
    SmtpSettings settings;
    settings.url = sink.url();
    settings.from = "Shop <shop@example.test>";
    settings.require_tls = false;
    settings.timeout = absl::Seconds(5);
    return settings;
  }

  std::vector<EventKind> Kinds(const std::string& customer) {
    std::vector<EventKind> kinds;
    const auto events = house.consents.ListEvents({customer, 100, -1});
    for (const RecordedEvent& event : *events) kinds.push_back(event.kind);
    return kinds;
  }
  void AwaitSent(const std::string& customer) {
    for (int i = 0; i < 200 && Kinds(customer).back() != EventKind::kReceiptSent; ++i) {
      absl::SleepFor(absl::Milliseconds(20));
    }
  }
  // Nothing is there to be claimed, and nothing will be.
  void ExpectNoneSent() {
    EXPECT_THAT(*queue.Claim(10, absl::ZeroDuration()), IsEmpty());
    EXPECT_THAT(*house.mails.Claim(10, absl::ZeroDuration()), IsEmpty());
  }

  ConsentHouse house;
  SmtpSink sink;
  SmtpSender sender{To()};
  OptIns opt_ins{house.consents, Rules()};
  SqlEvidenceStore evidence{*house.database, house.means};
  ReceiptQueue queue{{house.mails, *house.database, evidence, Rules().address_key}};
  std::atomic<int> failures = 0;
};

// The file with a name in a mail as it came.
std::string FileIn(const std::string& mail, const std::string& name) {
  const std::string text = absl::StrReplaceAll(mail, {{"\r\n", "\n"}});
  const size_t at = text.find("filename=\"" + name + "\"");
  if (at == std::string::npos) return "";
  const size_t begin = text.find("\n\n", at) + 2, end = text.find("\n\n", begin);
  return FromBase64(absl::StrReplaceAll(text.substr(begin, end - begin), {{"\n", ""}})).value_or("");
}

TEST_F(Receipts, ProveTheConfirmationToThePerson) {
  Confirm("c1");
  sink.Start();
  const auto worker = Work();
  const auto mails = sink.AwaitMails(1);
  ASSERT_THAT(mails, SizeIs(1));
  EXPECT_THAT(mails[0], HasSubstr("To: c1@example.test"));
  EXPECT_THAT(mails[0], HasSubstr("Subject: Your consent is confirmed"));
  EXPECT_THAT(mails[0], HasSubstr("Wording of news"));
  EXPECT_THAT(mails[0], HasSubstr("List-Unsubscribe: <https://pages.example.test/unsubscribe?token=u."));
  EXPECT_THAT(mails[0], HasSubstr("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
  const auto proof = tlog::LogProof::FromText(FileIn(mails[0], "news.tlog-proof"));
  ASSERT_TRUE(proof.has_value()) << mails[0];
  EXPECT_TRUE(tlog::VerifyLogProof(*proof, proof->extra, house.signer.verifier()));
  const auto events = house.consents.ListEvents({"c1", 100, -1});
  EXPECT_EQ((*events)[1].kind, EventKind::kConfirmed);
  EXPECT_EQ((*events)[1].leaf, proof->extra);
  AwaitSent("c1");
  EXPECT_THAT(Kinds("c1"),
              ::testing::ElementsAre(EventKind::kRequested, EventKind::kConfirmed, EventKind::kReceiptSent));
}

TEST_F(Receipts, LeaveNoLinksInTheRecord) {
  Confirm("c1");
  sink.Start();
  {
    const auto worker = Work();
    AwaitSent("c1");
  }
  const std::string payload = house.Payloads().back()->payload;
  EXPECT_THAT(payload, HasSubstr("mail_template=receipt-en-1"));
  EXPECT_THAT(payload, HasSubstr("mime_sha256="));
  EXPECT_THAT(payload, Not(HasSubstr("mime_base64")));
  const auto left = house.database->InSession([](storage::Session& session) {
    static constexpr storage::Statement kLeft{
        "test_left", "SELECT address || text || html || unsubscribe_url FROM mails WHERE kind = 1"};
    return session.Run(kLeft);
  });
  EXPECT_EQ((*left)[0].Text(0), "");
}

TEST_F(Receipts, ProveEachPurposeOfARequestInOneMail) {
  Confirm("c1", {"news", "birthday"});
  sink.Start();
  const auto worker = Work();
  const auto mails = sink.AwaitMails(1);
  ASSERT_THAT(mails, SizeIs(1));
  for (const std::string file : {"news.tlog-proof", "birthday.tlog-proof"}) {
    const auto proof = tlog::LogProof::FromText(FileIn(mails[0], file));
    ASSERT_TRUE(proof.has_value()) << file;
    EXPECT_TRUE(tlog::VerifyLogProof(*proof, proof->extra, house.signer.verifier()));
  }
  EXPECT_THAT(mails[0], Not(HasSubstr("List-Unsubscribe"))) << "one click would end one of the two";
  AwaitSent("c1");
  EXPECT_THAT(sink.Mails(), SizeIs(1));
}

TEST_F(Receipts, AreInTheTransactionOfTheConfirmation) {
  const std::string token = house.Ask("c1");
  const auto confirm_and_fail = [&](LogWriter& log) -> absl::Status {
    EXPECT_TRUE(opt_ins.Confirm(log, token, {}).ok());
    return absl::CancelledError();
  };
  EXPECT_FALSE(house.consents.InLog(confirm_and_fail).ok());
  ExpectNoneSent();
  ASSERT_TRUE(opt_ins.Confirm(token, {}).ok());
  EXPECT_FALSE(opt_ins.Confirm(token, {}).ok());
  EXPECT_THAT(*queue.Claim(10, absl::Hours(1)), SizeIs(1));
}

TEST_F(Receipts, AreNotSentUnlessTheyAreWanted) {
  OptInRules rules = Rules();
  rules.receipts.send = false;
  OptIns silent(house.consents, rules);
  ASSERT_TRUE(silent.Confirm(house.Ask("c1"), {}).ok());
  ExpectNoneSent();
}

TEST_F(Receipts, CountUnderNoLimit) {
  Confirm("c1");
  const auto counts = house.database->InSession([](storage::Session& session) {
    static constexpr storage::Statement kCounts{"test_counts", "SELECT count(*) FROM mail_counts"};
    return session.Run(kCounts);
  });
  EXPECT_EQ((*counts)[0].Int(0), 1) << "the confirmation mail alone";
}

TEST_F(Receipts, GoOutOnceWhenTheMailServerComesBack) {
  Confirm("c1");
  const auto worker = Work();
  while (failures < 2) absl::SleepFor(absl::Milliseconds(10));
  sink.Start();
  ASSERT_THAT(sink.AwaitMails(1), SizeIs(1));
  AwaitSent("c1");
  absl::SleepFor(absl::Milliseconds(600));  // longer than any delay: a second copy would be here
  EXPECT_THAT(sink.Mails(), SizeIs(1));
}

TEST_F(Receipts, GoOutAgainUnderTheSameMessageIdAfterACrash) {
  Confirm("c1");
  sink.Start();
  const auto claimed = queue.Claim(1, absl::Milliseconds(100));
  ASSERT_THAT(*claimed, SizeIs(1));
  SmtpSender first(To());
  ASSERT_TRUE(first.Send(claimed->front()).ok());  // by a worker that dies before it notes it
  const auto worker = Work();
  const auto mails = sink.AwaitMails(2);
  ASSERT_THAT(mails, SizeIs(2));
  for (const std::string& mail : mails) {
    EXPECT_THAT(mail, HasSubstr("Message-ID: " + MessageIdOf(claimed->front(), "shop@example.test")));
  }
}

TEST_F(Receipts, DoNotFollowWhoWithdrewOrObjectedMeanwhile) {
  Confirm("c1");
  Confirm("c2");
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {}).ok());
  ASSERT_TRUE(house.refusals.Object("c2", std::nullopt, {}).ok());
  ExpectNoneSent();
}

TEST_F(Receipts, AreNotSentToWhoWithdrewAfterTheyWereClaimed) {
  Confirm("c1");
  const auto claimed = queue.Claim(1, absl::Hours(1));
  ASSERT_THAT(*claimed, SizeIs(1));
  EXPECT_TRUE(*queue.IsDue(claimed->front()));
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {}).ok());
  EXPECT_FALSE(*queue.IsDue(claimed->front()));
}

TEST_F(Receipts, AreNotSentToWhoIsErased) {
  Confirm("c1");
  const auto claimed = queue.Claim(1, absl::Hours(1));
  SqlErasureStore erasures{{*house.database, house.means, house.subject_keys, Rules().address_key}};
  const auto asked = erasures.Ask({"c1", "asked for it", false, absl::ZeroDuration()});
  ASSERT_TRUE(erasures.Erase(asked->erasure.id).ok());
  EXPECT_FALSE(*queue.IsDue(claimed->front()));
  ExpectNoneSent();
}

TEST_F(Receipts, AreNotSentToAnAddressThatWantsNoMails) {
  Confirm("c1");
  const auto digest = DigestOfAddress(Rules().address_key, "c1@example.test");
  ASSERT_TRUE(
      house.consents.InLog([&](LogWriter& log) { return log.SuppressAddress(*digest).status(); }).ok());
  ExpectNoneSent();
}

}  // namespace
}  // namespace bestand::consent
