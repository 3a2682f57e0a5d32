#include <cmath>

#include "tests/services/scoring/api/api_fixture.h"

namespace bestand::scoring {
namespace {

using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using Sleep = v1::DormancyService::Stub;

class DormancyApiTest : public ApiTest {
 protected:
  v1::AssessDormancyResponse Assess(const std::string& customer) {
    v1::AssessDormancyRequest request;
    request.set_customer("customers/" + customer);
    const auto answer = scores_.Call(&Scores::AssessDormancy, request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : v1::AssessDormancyResponse();
  }
  static std::vector<std::string> CodesOf(const v1::AssessDormancyResponse& dormancy) {
    std::vector<std::string> codes;
    for (const v1::DormancyReason& reason : dormancy.reasons()) codes.push_back(reason.code());
    return codes;
  }
  static const std::string& WordsOf(const v1::AssessDormancyResponse& dormancy, const std::string& code) {
    static const std::string kNone;
    for (const v1::DormancyReason& reason : dormancy.reasons()) {
      if (reason.code() == code) return reason.explanation();
    }
    return kNone;
  }
};

TEST_F(DormancyApiTest, AssessesManyAsItAssessesOne) {
  ScoreCdnow();
  v1::BatchAssessDormancyRequest request;
  for (const char* id : {"0001", "nobody", "0100"}) request.add_customers(std::string("customers/") + id);
  const auto answer = sleep_.Call(&Sleep::BatchAssessDormancy, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->results_size(), 3);
  EXPECT_EQ(answer->results(0).dormancy().SerializeAsString(), Assess("0001").SerializeAsString());
  EXPECT_EQ(answer->results(2).dormancy().SerializeAsString(), Assess("0100").SerializeAsString());
  EXPECT_EQ(ReasonOf(rpc::FromWireStatus(answer->results(1).error())), "SCORE_UNKNOWN");
}

TEST_F(DormancyApiTest, NamesAllThatIsWrongWithABatch) {
  v1::BatchAssessDormancyRequest request;
  request.add_customers("0001");
  request.mutable_horizon()->set_seconds(1);
  EXPECT_THAT(FieldsOf(sleep_.Call(&Sleep::BatchAssessDormancy, request)),
              ::testing::UnorderedElementsAre("customers[0]", "horizon"));
  EXPECT_THAT(FieldsOf(sleep_.Call(&Sleep::BatchAssessDormancy, v1::BatchAssessDormancyRequest())),
              ElementsAre("customers"));
}

TEST_F(DormancyApiTest, TellsInVainFromLeftAlone) {
  ScoreCdnow();
  for (int day = 10; day <= 50; day += 10) profile_.Address("0001", kCdnowEnd - day);
  profile_.Complain("0001");
  const auto vain = Assess("0001");
  EXPECT_THAT(CodesOf(vain), IsSupersetOf({"ADDRESSED_IN_VAIN", "OPEN_COMPLAINT"}));
  EXPECT_NE(WordsOf(vain, "ADDRESSED_IN_VAIN").find("addressed 5 times since the last purchase"),
            std::string::npos)
      << WordsOf(vain, "ADDRESSED_IN_VAIN");
  EXPECT_EQ(WordsOf(vain, "OPEN_COMPLAINT"), "waits for an answer to a complaint");
  double sum = vain.cohort_log_odds();
  for (const v1::DormancyReason& reason : vain.reasons()) sum += reason.log_odds();
  EXPECT_EQ(sum, vain.log_odds());
}

TEST_F(DormancyApiTest, FailsWithoutCustomerProfileRatherThanExplainWithoutIt) {
  ScoreCdnow();
  profile_.set_away(true);
  v1::AssessDormancyRequest request;
  request.set_customer("customers/0001");
  EXPECT_EQ(ReasonOf(scores_.Call(&Scores::AssessDormancy, request).status()), "SERVICE_AWAY");
}

TEST_F(DormancyApiTest, ReportsWhatWasLearnedBesideSilence) {
  LoadCdnow(profile_);
  ASSERT_EQ(RunJob(FitRequest{}).state, jobs::JobState::kSucceeded);
  v1::GetDormancyReportRequest request;
  request.set_name("models/active");
  const auto report = sleep_.Call(&Sleep::GetDormancyReport, request);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->qualities_size(), 3);
  EXPECT_EQ(report->qualities(0).method(), "silence");
  EXPECT_EQ(report->qualities(2).calibration_size(), 10);
  const bool better = report->qualities(2).auc() > report->qualities(1).auc() &&
                      report->qualities(2).log_score() > report->qualities(1).log_score();
  EXPECT_EQ(report->stack_used(), better);
  EXPECT_TRUE(better);
  EXPECT_GT(report->weights_size(), 8);
  std::printf("AUC silence %.4f model %.4f stack %.4f\n", report->qualities(0).auc(),
              report->qualities(1).auc(), report->qualities(2).auc());
  // The scores of a run use it, and an assessment agrees with them.
  ASSERT_EQ(RunJob(ScoringRequest{}).state, jobs::JobState::kSucceeded);
  for (const char* id : {"0001", "0007", "0100", "1000", "2357"}) {
    const auto score = GetScore(std::string("customers/") + id);
    const auto dormancy = Assess(id);
    EXPECT_NEAR(score->score().purchase_probability(), dormancy.purchase_probability(), 1e-9) << id;
    EXPECT_EQ(score->score().dormancy_state(), dormancy.state()) << id;
  }
}

TEST_F(DormancyApiTest, CountsWhyCustomersGoElsewhere) {
  ScoreCdnow();
  profile_.Say("0001", "PRICE");
  profile_.Say("0001", "PRICE");
  profile_.Say("nobody", "SERVICE", true);
  const auto answer = sleep_.Call(&Sleep::ListGivenReasons, v1::ListGivenReasonsRequest());
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->reasons_size(), 2);
  EXPECT_EQ(answer->reasons(0).reason(), "SERVICE");
  EXPECT_EQ(answer->reasons(0).group().state(), v1::DORMANCY_STATE_UNSPECIFIED);
  EXPECT_TRUE(answer->reasons(0).group().companies());
  EXPECT_EQ(answer->reasons(1).reason(), "PRICE");
  EXPECT_EQ(answer->reasons(1).customer_count(), 1);
  EXPECT_EQ(answer->reasons(1).group().state(), Assess("0001").state());
  EXPECT_NEAR(answer->reasons(1).share_low(), .2065, 1e-4);
  EXPECT_EQ(answer->groups_size(), 2);
}

}  // namespace
}  // namespace bestand::scoring
