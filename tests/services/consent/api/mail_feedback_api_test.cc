#include "services/consent/api/mail_feedback_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/id.h"
#include "common/rpc/client.h"
#include "services/consent/storage/mail_reports/sql_mail_reports.h"
#include "services/consent/work/mail_reports/read_report.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/services/consent/work/mail_reports/sample_reports.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

struct ServedFeedback : ConsentHouse {
  bestand::testing::ApiRuntime house{&replays};
  SqlMailReports reports{*database, means};
  MailFeedbackApi api{reports, house.runtime()};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::MailFeedbackService>(api)}};
  rpc::Client<v1::MailFeedbackService> client{served.remote()};

  std::string Send(const std::string& customer) {
    (void)opt_ins.Request({customer, customer + "@example.test", {"news"}, "en", {}});
    const auto claimed = mails.Claim(1, absl::Minutes(5));
    return claimed->at(0).id;  // on its way: a report may be faster than our note
  }

  absl::StatusOr<v1::RecordMailReportResponse> Report(const std::string& raw) {
    v1::RecordMailReportRequest request;
    request.set_raw_message(raw);
    request.set_request_id(NewUuid());
    return client.Call(&v1::MailFeedbackService::Stub::RecordMailReport, request);
  }
};

TEST(MailFeedbackApi, SaysWhatAReportDid) {
  ServedFeedback served;
  const std::string mail = served.Send("c1");
  EXPECT_EQ(served.Report(Bounce(mail, "4.0.0", "delayed"))->effect(), v1::MAIL_REPORT_EFFECT_SOFT_BOUNCE);
  const auto bounced = served.Report(Bounce(mail));
  EXPECT_EQ(bounced->effect(), v1::MAIL_REPORT_EFFECT_BOUNCED);
  EXPECT_EQ(bounced->log_size(), 2);
  const auto complained = served.Report(Complaint(mail));
  EXPECT_EQ(complained->effect(), v1::MAIL_REPORT_EFFECT_COMPLAINED);
  EXPECT_EQ(complained->log_size(), 3);
  EXPECT_EQ(served.Decide("c1").reason, "OBJECTED");
  const auto unknown = served.Report(Complaint(kSomeMailId));
  EXPECT_EQ(unknown->effect(), v1::MAIL_REPORT_EFFECT_NONE);
  EXPECT_EQ(unknown->log_size(), 0);
}

TEST(MailFeedbackApi, RefusesWhatIsNoMail) {
  ServedFeedback served;
  EXPECT_EQ(ReasonOf(served.Report("").status()), "FIELD_INVALID");
  EXPECT_EQ(ReasonOf(served.Report("no mail").status()), "MAIL_MALFORMED");
  EXPECT_EQ(ReasonOf(served.Report(Bounce(kSomeMailId) + std::string(kMostReportBytes, 'x')).status()),
            "MAIL_MALFORMED");
}

}  // namespace
}  // namespace bestand::consent
