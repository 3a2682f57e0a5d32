// What reports do to consents, over the database.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/time/clock.h"
#include "services/consent/storage/mail_reports/sql_mail_reports.h"
#include "services/consent/work/mail_reports/read_report.h"
#include "services/consent/work/mail_reports/report_folder.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/services/consent/work/mail_reports/sample_reports.h"

namespace bestand::consent {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

struct ReportHouse : ConsentHouse {
  SqlMailReports reports{*database, means};

  // Asks, and sends the mail; returns its id and token.
  std::pair<std::string, std::string> Send(const std::string& customer,
                                           const std::vector<std::string>& purposes = {"news"},
                                           const std::string& address = "") {
    const std::string own = customer + "@example.test";
    (void)opt_ins.Request({customer, address.empty() ? own : address, purposes, "en", {}});
    const auto claimed = mails.Claim(1, absl::Minutes(5));
    const OutgoingMail& mail = claimed->at(0);
    EXPECT_TRUE(mails.MarkSent(mail, {"<id>", "250 OK"}).ok());
    const size_t begin = mail.text.find("Token: ") + 7;
    return {mail.id, mail.text.substr(begin, mail.text.find('\n', begin) - begin)};
  }

  MailReportKind Report(const std::string& raw) { return reports.Record(*ReadMailReport(raw))->effect; }

  std::vector<EventKind> Kinds(const std::string& customer) {
    std::vector<EventKind> kinds;
    const auto events = consents.ListEvents({customer, 100, -1});
    for (const RecordedEvent& event : *events) kinds.push_back(event.kind);
    return kinds;
  }
  std::string Reason(const std::string& customer) { return std::string(Decide(customer).reason); }
};

TEST(MailReports, EndTheRequestWhoseMailBouncedForGood) {
  ReportHouse house;
  const auto [mail, token] = house.Send("c1", {"news", "birthday"});
  EXPECT_EQ(house.Report(Bounce(mail)), MailReportKind::kBounce);
  EXPECT_THAT(house.Kinds("c1"),
              ElementsAre(EventKind::kRequested, EventKind::kRequested, EventKind::kMailSent,
                          EventKind::kMailSent, EventKind::kBounced, EventKind::kBounced));
  EXPECT_EQ(ReasonOf(house.opt_ins.Confirm(token, {}).status()), "CONFIRMATION_EXPIRED");
  EXPECT_EQ(house.Report(Bounce(mail)), MailReportKind::kNothing) << "twice is once";
  EXPECT_EQ(house.Kinds("c1").size(), 6);
}

TEST(MailReports, TakeNoConfirmedConsentAwayForABounce) {
  ReportHouse house;
  const auto [mail, token] = house.Send("c1");
  ASSERT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  EXPECT_EQ(house.Report(Bounce(mail)), MailReportKind::kBounce);
  EXPECT_EQ(house.Reason("c1"), "CONSENT");
}

TEST(MailReports, CountWhatMayPass) {
  ReportHouse house;
  const auto [mail, token] = house.Send("c1");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(house.Report(Bounce(mail, "4.2.2", "delayed")), MailReportKind::kSoftBounce);
  }
  EXPECT_EQ(house.Kinds("c1").size(), 2);
  EXPECT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  static constexpr storage::Statement kCount{"test_soft_bounces", "SELECT soft_bounces FROM mails"};
  const auto count = house.database->InSession([](storage::Session& session) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(kCount));
    return rows[0].Int(0);
  });
  EXPECT_EQ(*count, 3);
}

TEST(MailReports, TakeAComplaintForAnObjection) {
  ReportHouse house;
  const auto [mail, token] = house.Send("c1");
  ASSERT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  EXPECT_EQ(house.Reason("c1"), "CONSENT");
  house.clock.Advance(absl::Minutes(1));
  const absl::Time before = house.clock.Now();
  house.clock.Advance(absl::Minutes(1));
  EXPECT_EQ(house.Report(Complaint(mail)), MailReportKind::kComplaint);
  EXPECT_EQ(house.Reason("c1"), "OBJECTED");
  EXPECT_EQ(house.Kinds("c1").back(), EventKind::kComplained);
  EXPECT_EQ(house.Report(Complaint(mail)), MailReportKind::kNothing) << "twice is once";
  house.clock.Advance(absl::Minutes(1));
  const ContactQuery query{"c1", Channel::kEmail, MessageClass::kMarketing, "news", ""};
  EXPECT_EQ(house.checks.CheckAt(query, before)->decision.reason, "CONSENT");
  EXPECT_EQ(house.checks.CheckAt(query, house.clock.Now())->decision.reason, "OBJECTED")
      << "the past knows it";
}

TEST(MailReports, SpeakForTheOneTheMailWasForAndNobodyElseAtItsAddress) {
  ReportHouse house;
  house.profile.Add({"c2", Recipient::kB2c, Relation::kCustomer, false});
  const auto [mail, token] = house.Send("c1", {"news"}, "family@example.test");
  house.clock.Advance(absl::Minutes(11));
  const auto [other, other_token] = house.Send("c2", {"news"}, "family@example.test");
  ASSERT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  EXPECT_EQ(house.Report(Bounce(other)), MailReportKind::kBounce);
  EXPECT_EQ(house.Reason("c1"), "CONSENT");
  EXPECT_EQ(ReasonOf(house.opt_ins.Confirm(other_token, {}).status()), "CONFIRMATION_EXPIRED");
  EXPECT_EQ(house.Report(Complaint(other)), MailReportKind::kComplaint);
  EXPECT_EQ(house.Reason("c1"), "CONSENT");
  EXPECT_EQ(house.Reason("c2"), "OBJECTED");
}

TEST(MailReports, OfMailsWeNeverSentHaveNoEffect) {
  ReportHouse house;
  (void)house.opt_ins.Request({"c1", "c1@example.test", {"news"}, "en", {}});
  static constexpr storage::Statement kWaiting{"test_waiting_mail", "SELECT mail_id FROM mails"};
  const auto waiting =
      house.database->InSession([](storage::Session& session) -> absl::StatusOr<std::string> {
        ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(kWaiting));
        return std::string(rows[0].Text(0));
      });
  for (const std::string& id : {*waiting, std::string(kSomeMailId), std::string("x")}) {
    for (const std::string& raw : {Bounce(id), Complaint(id), Bounce(id, "4.0.0")}) {
      EXPECT_EQ(house.Report(raw), MailReportKind::kNothing) << id;
    }
  }
  EXPECT_THAT(house.Kinds("c1"), ElementsAre(EventKind::kRequested));
}

// Takes nothing.
class AwayReports final : public MailReports {
 public:
  absl::StatusOr<RecordedReport> Record(const MailReport&) override {
    return Failure(absl::StatusCode::kUnavailable, "DATABASE_AWAY", "away");
  }
};

class ReportFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = "/tmp/bestand-reports-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    for (const char* part : {"new", "cur", "tmp"}) fs::create_directory(folder_ / part);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Deliver(const std::string& name, const std::string& raw) {
    std::ofstream(folder_ / "tmp" / name, std::ios::binary) << raw;
    fs::rename(folder_ / "tmp" / name, folder_ / "new" / name);
  }
  size_t In(const char* part) const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_ / part), fs::directory_iterator()));
  }
  void Await(const char* part, size_t count) const {
    for (int i = 0; i < 200 && In(part) < count; ++i) absl::SleepFor(absl::Milliseconds(20));
  }

  fs::path folder_;
  std::vector<std::string> reasons_;
  ReportFolder::Tell tell_ = [this](const absl::Status& told) { reasons_.push_back(ReasonOf(told)); };
};

TEST_F(ReportFolderTest, RecordsWhatAMailServerDelivers) {
  ReportHouse house;
  const auto [mail, token] = house.Send("c1");
  {
    const ReportFolder reports(folder_, house.reports, absl::Milliseconds(20), tell_);
    Deliver("1", Complaint(mail));
    Deliver("2", "\xff\xfe no mail");
    Deliver("3", "Subject: x\r\n\r\n" + std::string(kMostReportBytes * 2, 'x'));
    Await("cur", 3);
  }
  EXPECT_EQ(In("new"), 0);
  EXPECT_EQ(In("cur"), 3);
  EXPECT_THAT(reasons_, ::testing::UnorderedElementsAre("", "MAIL_MALFORMED", "MAIL_MALFORMED"));
  EXPECT_EQ(house.Kinds("c1").back(), EventKind::kComplained);
}

TEST_F(ReportFolderTest, KeepsWhatCannotBeRecordedNow) {
  AwayReports away;
  Deliver("1", Bounce(kSomeMailId));
  {
    const ReportFolder reports(folder_, away, absl::Milliseconds(20), tell_);
    absl::SleepFor(absl::Milliseconds(200));
  }
  EXPECT_EQ(In("new"), 1);
  EXPECT_GT(reasons_.size(), 1);
}

TEST_F(ReportFolderTest, FollowsNoLinksAndWaitsForNoPipes) {
  AwayReports away;
  fs::create_symlink("/etc/passwd", folder_ / "new" / "link");
  ASSERT_EQ(mkfifo((folder_ / "new" / "pipe").c_str(), 0600), 0);
  {
    const ReportFolder reports(folder_, away, absl::Milliseconds(20), tell_);
    absl::SleepFor(absl::Milliseconds(100));
  }
  EXPECT_TRUE(reasons_.empty());
}

TEST_F(ReportFolderTest, SaysWhenThereIsNoFolder) {
  AwayReports away;
  {
    const ReportFolder none("", away, absl::Milliseconds(20), tell_);
    absl::SleepFor(absl::Milliseconds(60));
    EXPECT_TRUE(reasons_.empty());
  }
  {
    const ReportFolder reports(folder_ / "gone", away, absl::Seconds(20), tell_);
    absl::SleepFor(absl::Milliseconds(60));
  }
  EXPECT_EQ(reasons_.size(), 1);
}

}  // namespace
}  // namespace bestand::consent
