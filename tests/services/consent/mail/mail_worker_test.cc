#include "services/consent/mail/mail_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "absl/time/clock.h"
#include "services/consent/mail/smtp_sender.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/services/consent/support/smtp_sink.h"

namespace bestand::consent {
namespace {

using testing::HasSubstr;

// Real mails expire by the real clock.
void SetToNow(ConsentHouse& house) { house.clock.Set(absl::Now()); }

void Ask(ConsentHouse& house, const std::string& customer, const std::string& language = "en") {
  OptInRequest request{customer, customer + "@example.test", {"news"}, language, {}};
  ASSERT_TRUE(house.opt_ins.Request(request).ok());
}

SmtpSettings To(const SmtpSink& sink) {
  SmtpSettings settings;
  settings.url = sink.url();
  settings.from = "Shop <shop@example.test>";
  settings.require_tls = false;
  settings.timeout = absl::Seconds(5);
  return settings;
}

MailWorker::Options Quick() {
  MailWorker::Options options;
  options.poll = absl::Milliseconds(20);
  options.first_delay = absl::Milliseconds(50);
  options.longest_delay = absl::Milliseconds(400);
  return options;
}

std::vector<EventKind> KindsOf(ConsentHouse& house, const std::string& customer) {
  std::vector<EventKind> kinds;
  const auto events = house.consents.ListEvents({customer, 100, -1});
  for (const RecordedEvent& event : *events) kinds.push_back(event.kind);
  return kinds;
}

// Waits until the log says so: the mail server has the mail a moment before.
void AwaitEvents(ConsentHouse& house, const std::string& customer, size_t count) {
  for (int i = 0; i < 200 && KindsOf(house, customer).size() < count; ++i) {
    absl::SleepFor(absl::Milliseconds(20));
  }
}

class MailWorkerTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!SmtpSink::IsThere()) GTEST_SKIP() << "python3-aiosmtpd is not installed";
    SetToNow(house_);
  }

  ConsentHouse house_;
  SmtpSink sink_;
  std::atomic<int> failures_ = 0;
  MailWorker::Tell tell_ = [this](const absl::Status& outcome) { failures_ += !outcome.ok(); };
};

TEST_F(MailWorkerTest, SendsAMailWhoseTokenConfirms) {
  sink_.Start();
  SmtpSender sender(To(sink_));
  MailWorker worker(house_.mails, sender, Quick(), tell_);
  Ask(house_, "c1", "de");
  const auto mails = sink_.AwaitMails(1);
  ASSERT_EQ(mails.size(), 1);
  EXPECT_THAT(mails[0], HasSubstr("To: c1@example.test"));
  EXPECT_THAT(mails[0], HasSubstr("From: Shop <shop@example.test>"));
  AwaitEvents(house_, "c1", 2);
  EXPECT_THAT(KindsOf(house_, "c1"), testing::ElementsAre(EventKind::kRequested, EventKind::kMailSent));
  EXPECT_TRUE(house_.opt_ins.Confirm(TokenIn(mails[0]), {}).ok());
}

TEST_F(MailWorkerTest, SendsOnceWhenTheMailServerComesBack) {
  SmtpSender sender(To(sink_));
  MailWorker worker(house_.mails, sender, Quick(), tell_);
  Ask(house_, "c1");
  while (failures_ < 2) absl::SleepFor(absl::Milliseconds(10));
  sink_.Start();
  ASSERT_EQ(sink_.AwaitMails(1).size(), 1);
  AwaitEvents(house_, "c1", 2);
  absl::SleepFor(absl::Milliseconds(600));  // longer than any delay: a second copy would be here
  EXPECT_EQ(sink_.Mails().size(), 1);
  EXPECT_EQ(KindsOf(house_, "c1").size(), 2);
}

TEST_F(MailWorkerTest, SendsManyInOneGoWithOwnMessageIds) {
  sink_.Start();
  for (int i = 0; i < 30; ++i) Ask(house_, "m" + std::to_string(i));
  SmtpSender sender(To(sink_)), other(To(sink_));
  MailWorker first(house_.mails, sender, Quick(), tell_);
  MailWorker second(house_.mails, other, Quick(), tell_);
  const auto mails = sink_.AwaitMails(30);
  std::set<std::string> ids;
  for (const std::string& mail : mails) {
    const size_t begin = mail.find("Message-ID: ");
    ids.insert(mail.substr(begin, mail.find('\n', begin) - begin));
  }
  EXPECT_EQ(mails.size(), 30);
  EXPECT_EQ(ids.size(), 30);
}

TEST_F(MailWorkerTest, SendsAgainUnderTheSameMessageIdAfterACrash) {
  sink_.Start();
  Ask(house_, "c1");
  SmtpSender sender(To(sink_));
  // A worker that dies between sending and noting it.
  const auto claimed = house_.mails.Claim(1, absl::Milliseconds(100));
  ASSERT_EQ(claimed->size(), 1);
  ASSERT_TRUE(sender.Send(claimed->front()).ok());
  SmtpSender next(To(sink_));
  MailWorker worker(house_.mails, next, Quick(), tell_);
  const auto mails = sink_.AwaitMails(2);
  ASSERT_EQ(mails.size(), 2);
  const std::string id = "Message-ID: <" + claimed->front().id + "@example.test>";
  EXPECT_THAT(mails[0], HasSubstr(id));
  EXPECT_THAT(mails[1], HasSubstr(id));
}

TEST_F(MailWorkerTest, GivesExpiredMailsUp) {
  house_.clock.Set(absl::Now() - absl::Hours(24 * 8));
  Ask(house_, "c1");
  sink_.Start();
  SmtpSender sender(To(sink_));
  {
    MailWorker worker(house_.mails, sender, Quick(), tell_);
    absl::SleepFor(absl::Milliseconds(300));
  }
  EXPECT_TRUE(sink_.Mails().empty());
  EXPECT_TRUE(house_.mails.Claim(10, absl::ZeroDuration())->empty());
}

TEST_F(MailWorkerTest, InsistsOnTlsWhenToldTo) {
  sink_.Start();
  SmtpSettings settings = To(sink_);
  settings.require_tls = true;
  SmtpSender sender(settings);
  OutgoingMail mail;
  mail.address = "c1@example.test";
  EXPECT_EQ(ReasonOf(sender.Send(mail).status()), "MAIL_SERVER_AWAY");
  EXPECT_TRUE(sink_.Mails().empty());
}

TEST_F(MailWorkerTest, KeepsTheServersReply) {
  sink_.Start();
  SmtpSender sender(To(sink_));
  OutgoingMail mail;
  mail.id = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
  mail.address = "c1@example.test";
  mail.text = ".a line that begins with a dot\n.\nafter it\n";
  const auto delivery = sender.Send(mail);
  ASSERT_TRUE(delivery.ok()) << delivery.status();
  EXPECT_THAT(delivery->reply, testing::StartsWith("250"));
  EXPECT_THAT(sink_.AwaitMails(1).at(0), HasSubstr("\n.\nafter it"));
}

TEST_F(MailWorkerTest, TellsRefusedRecipientsFromServersThatAreAway) {
  sink_.StartRefusing();
  SmtpSender sender(To(sink_));
  OutgoingMail mail;
  mail.id = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
  const auto send = [&](const std::string& address) {
    mail.address = address;
    return ReasonOf(sender.Send(mail).status());
  };
  EXPECT_EQ(send("gone@example.test"), "MAIL_REFUSED");
  EXPECT_EQ(send("full@example.test"), "MAIL_SERVER_AWAY");
  EXPECT_EQ(send("c1@example.test"), "");
  sink_.Stop();
  EXPECT_EQ(send("c1@example.test"), "MAIL_SERVER_AWAY");
}

TEST_F(MailWorkerTest, TakesARefusedSenderForAServerThatIsAway) {
  sink_.StartRefusing();
  SmtpSettings settings = To(sink_);
  settings.from = "forbidden@example.test";
  SmtpSender sender(settings);
  OutgoingMail mail;
  mail.address = "c1@example.test";
  EXPECT_EQ(ReasonOf(sender.Send(mail).status()), "MAIL_SERVER_AWAY");
}

TEST_F(MailWorkerTest, SendsNothingAfterTheRequestEnded) {
  Ask(house_, "c1");
  Ask(house_, "c2");
  ASSERT_TRUE(house_.refusals.Object("c1", std::nullopt, {}).ok());
  sink_.Start();
  SmtpSender sender(To(sink_));
  MailWorker worker(house_.mails, sender, Quick(), tell_);
  const auto mails = sink_.AwaitMails(1);  // c2's; c1's was due before it
  ASSERT_EQ(mails.size(), 1);
  EXPECT_THAT(mails[0], HasSubstr("To: c2@example.test"));
}

// Counts; the first mail it sends makes the next person object.
class ObjectingSender final : public MailSender {
 public:
  explicit ObjectingSender(ConsentHouse& house) : house_(house) {}
  absl::StatusOr<Delivery> Send(const OutgoingMail&) override {
    if (++sent_ == 1) (void)house_.refusals.Object("c2", std::nullopt, {});
    return Delivery{"<id>", "250 OK"};
  }
  int sent() const { return sent_; }

 private:
  ConsentHouse& house_;
  std::atomic<int> sent_ = 0;
};

TEST_F(MailWorkerTest, ChecksAgainBeforeItSendsWhatIsClaimed) {
  for (const auto customer : {"c1", "c2", "c3"}) Ask(house_, customer);
  ObjectingSender sender(house_);
  MailWorker worker(house_.mails, sender, Quick(), tell_);
  AwaitEvents(house_, "c3", 2);
  EXPECT_EQ(sender.sent(), 2);
  EXPECT_THAT(KindsOf(house_, "c2"), testing::ElementsAre(EventKind::kRequested, EventKind::kObjected));
}

// Sends nothing, but is slow; its reply to c1 is one that no database takes.
class SlowSender final : public MailSender {
 public:
  explicit SlowSender(absl::Duration delay) : delay_(delay) {}
  absl::StatusOr<Delivery> Send(const OutgoingMail& mail) override {
    ++sent_;
    absl::SleepFor(delay_);
    return Delivery{"<id>", mail.customer == "c1" ? "250 \xff" : "250 OK"};
  }
  int sent() const { return sent_; }

 private:
  const absl::Duration delay_;
  std::atomic<int> sent_ = 0;
};

TEST_F(MailWorkerTest, GoesOnAfterAReplyThatCannotBeStored) {
  Ask(house_, "c1");
  Ask(house_, "c2");
  SlowSender sender(absl::ZeroDuration());
  MailWorker::Options options = Quick();
  options.lease = absl::Milliseconds(200);
  options.timeout = absl::Milliseconds(10);
  MailWorker worker(house_.mails, sender, options, tell_);
  AwaitEvents(house_, "c2", 2);
  EXPECT_EQ(KindsOf(house_, "c2").size(), 2);
  absl::SleepFor(absl::Milliseconds(500));  // longer than the lease: c1's would go out again
  EXPECT_EQ(sender.sent(), 2);
  EXPECT_EQ(failures_, 1);
}

TEST_F(MailWorkerTest, SendsOnceWithSeveralWorkersThoughABatchOutlastsItsLease) {
  for (int i = 0; i < 8; ++i) Ask(house_, "s" + std::to_string(i));
  SlowSender sender(absl::Milliseconds(150)), other(absl::Milliseconds(150));
  MailWorker::Options options = Quick();
  options.lease = absl::Milliseconds(600);
  options.timeout = absl::Milliseconds(300);
  const MailWorker first(house_.mails, sender, options, tell_);
  const MailWorker second(house_.mails, other, options, tell_);
  for (int i = 0; i < 8; ++i) AwaitEvents(house_, "s" + std::to_string(i), 2);
  absl::SleepFor(absl::Milliseconds(700));
  EXPECT_EQ(sender.sent() + other.sent(), 8);
}

TEST_F(MailWorkerTest, BeginsNoAttemptThatMightOutlastTheLease) {
  for (int i = 0; i < 3; ++i) Ask(house_, "s" + std::to_string(i));
  SlowSender sender(absl::ZeroDuration());
  MailWorker::Options options = Quick();
  options.lease = options.timeout = absl::Seconds(1);
  const MailWorker worker(house_.mails, sender, options, tell_);
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_EQ(sender.sent(), 0);
}

TEST(MailWorkerOptions, NeedATimeoutThatABatchAndItsLeaseAllow) {
  MailWorker::Options options;
  EXPECT_EQ(ProblemOf(options), "");
  options.timeout = absl::ZeroDuration();
  EXPECT_NE(ProblemOf(options), "");
  options.timeout = options.lease / options.batch;
  EXPECT_EQ(ProblemOf(options), "must be shorter than 37.5s, or a mail may go out twice");
}

// A server that refuses every recipient for good.
class RefusingSender final : public MailSender {
 public:
  absl::StatusOr<Delivery> Send(const OutgoingMail&) override {
    return Failure(absl::StatusCode::kFailedPrecondition, "MAIL_REFUSED", "550 no such mailbox");
  }
};

TEST_F(MailWorkerTest, GivesUpWhatTheServerRefusesForGood) {
  Ask(house_, "c1");
  RefusingSender sender;
  MailWorker worker(house_.mails, sender, Quick(), tell_);
  while (failures_ < 1) absl::SleepFor(absl::Milliseconds(10));
  absl::SleepFor(absl::Milliseconds(200));
  EXPECT_EQ(failures_, 1);
  EXPECT_EQ(KindsOf(house_, "c1").size(), 1);
}

}  // namespace
}  // namespace bestand::consent
