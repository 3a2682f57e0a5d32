#include "services/scoring/api/model_report_api.h"

#include <cmath>
#include <numeric>

#include "common/id/id.h"
#include "tests/services/scoring/api/api_fixture.h"

namespace bestand::scoring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ModelReportApiTest : public ApiTest {
 protected:
  absl::StatusOr<v1::ModelReport> Report(const std::string& name = "models/active") {
    v1::GetModelReportRequest request;
    request.set_name(name);
    ASSIGN_OR_RETURN(const auto answer, client_.Call(&v1::ModelReportService::Stub::GetModelReport, request));
    return answer.report();
  }

  absl::StatusOr<v1::PromoteModelResponse> Promote(const std::string& name,
                                                   const std::string& request_id = "") {
    v1::PromoteModelRequest request;
    request.set_name(name);
    request.set_request_id(request_id);
    return model_client_.Call(&Models::PromoteModel, request);
  }

  ModelReportApi report_api_{models_, house_.runtime()};
  bestand::testing::ServedApi reports_{house_.runtime(), {rpc::Host<v1::ModelReportService>(report_api_)}};
  rpc::Client<v1::ModelReportService> client_{reports_.remote()};
};

TEST_F(ModelReportApiTest, ShowsAllThatTheChartsDraw) {
  LoadCdnow(profile_);
  ASSERT_EQ(RunJob(FitRequest{.calibration_end_day = kCdnowEnd}).state, jobs::JobState::kSucceeded);
  const auto report = Report();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_LT(report->ByteSizeLong(), 1u << 20);
  ASSERT_EQ(report->weeks_size(), 78);
  EXPECT_FALSE(report->weeks(38).held_out());
  EXPECT_TRUE(report->weeks(39).held_out());
  double held_out = 0;
  for (const auto& week : report->weeks()) held_out += week.held_out() ? week.actual() : 0;
  EXPECT_EQ(held_out, 1882);
  ASSERT_EQ(report->repeats_size(), 8);
  EXPECT_EQ(report->repeats(0).actual(), 1411);
  const v1::RecencyGrid& grid = report->recency_grid();
  EXPECT_EQ(grid.alive_probabilities_size(), grid.repeats_size() * grid.recency_weeks_size());
  EXPECT_EQ(grid.purchase_probabilities_size(), grid.alive_probabilities_size());
  EXPECT_GT(report->values_size(), 10);
  ASSERT_EQ(report->concentrations_size(), 2);
  EXPECT_GT(report->concentrations(0).top_decile_share(), .3);
  EXPECT_EQ(report->concentrations(1).lorenz_shares_size(), 11);
  EXPECT_GE(report->assumptions_size(), 5);
  EXPECT_EQ(report->model().hold_out().actual_purchases(), 1882);
}

TEST_F(ModelReportApiTest, RecordsEveryFamilyThatWasTriedAndWhyTheBestWasTaken) {
  LoadCdnow(profile_);
  ASSERT_EQ(RunJob(FitRequest{.calibration_end_day = kCdnowEnd}).state, jobs::JobState::kSucceeded);
  const v1::Model model = Report()->model();
  ASSERT_GE(model.candidates_size(), 3);
  EXPECT_TRUE(model.candidates(0).chosen());
  EXPECT_EQ(model.candidates(0).log_score(), model.hold_out().log_score());
  EXPECT_EQ(model.candidates(0).log_score_behind(), 0);
  for (int i = 1; i < model.candidates_size(); ++i) {
    const v1::Candidate& candidate = model.candidates(i);
    EXPECT_FALSE(candidate.chosen());
    EXPECT_NE(candidate.state(), v1::CANDIDATE_STATE_UNSPECIFIED);
    if (candidate.state() == v1::CANDIDATE_STATE_FAILED) continue;
    EXPECT_LE(candidate.log_score(), model.candidates(i - 1).log_score() + kSameLogScore);
    EXPECT_NEAR(candidate.log_score_behind(), model.candidates(0).log_score() - candidate.log_score(), 1e-5);
    // Who foretells the same (a regularity of 1) is behind by nothing, for certain.
    const bool same = candidate.log_score_behind() <= kSameLogScore;
    EXPECT_TRUE(same || candidate.log_score_behind_error() > 0);
    EXPECT_NEAR(candidate.auc(), .76, .02);
  }
  EXPECT_THAT(model.choice_reason(), HasSubstr(model.candidates(0).display_name() + " foretold best"));
}

TEST_F(ModelReportApiTest, OfAModelWithoutHoldOutTracksTheModelItself) {
  LoadCdnow(profile_);
  ASSERT_EQ(RunJob(FitRequest{.family = ModelKind::kBgNbd, .as_of_day = kCdnowEnd}).state,
            jobs::JobState::kSucceeded);
  const auto report = *Report();
  EXPECT_EQ(report.weeks_size(), 39);
  EXPECT_FALSE(report.model().has_hold_out());
  EXPECT_EQ(report.model().candidates_size(), 0);
  EXPECT_THAT(report.model().choice_reason(), HasSubstr("was asked for; no time was kept back"));
}

TEST_F(ModelReportApiTest, KnowsNoOtherModels) {
  EXPECT_EQ(ReasonOf(Report().status()), "NO_ACTIVE_MODEL");
  EXPECT_EQ(ReasonOf(Report("models/" + NewUuid()).status()), "MODEL_UNKNOWN");
  EXPECT_THAT(FieldsOf(Report("scores/1")), ElementsAre("name"));
}

TEST_F(ModelReportApiTest, GoesBackToAnOlderModel) {
  LoadCdnow(profile_);
  const std::string old = "models/" + RunJob(FitRequest{.family = ModelKind::kBgNbd}).result;
  const std::string young = "models/" + RunJob(FitRequest{.family = ModelKind::kParetoNbd}).result;
  EXPECT_EQ(Report()->model().name(), young);
  const std::string request_id = NewUuid();
  const auto promoted = Promote(old, request_id);
  ASSERT_TRUE(promoted.ok()) << promoted.status();
  EXPECT_EQ(promoted->model().name(), old);
  EXPECT_TRUE(promoted->model().active());
  EXPECT_EQ(Report()->model().name(), old);
  ASSERT_TRUE(Promote(young).ok());
  ASSERT_TRUE(Promote(old, request_id).ok());  // a retry of what is done
  EXPECT_EQ(Report()->model().name(), young);
}

TEST_F(ModelReportApiTest, PromotesNoModelThatIsNotThere) {
  EXPECT_EQ(ReasonOf(Promote("models/" + NewUuid()).status()), "MODEL_UNKNOWN");
  EXPECT_EQ(ReasonOf(Promote("models/active").status()), "MODEL_UNKNOWN");
  EXPECT_THAT(FieldsOf(Promote("x", "y")), ElementsAre("name", "request_id"));
  EXPECT_EQ(ReasonOf(models_.FindActive().status()), "NO_ACTIVE_MODEL");
}

// Twenty customers are as few as a fit takes: everything the report holds must be a number all the same.
TEST_F(ModelReportApiTest, OfTwentyCustomersHoldsNumbersOnly) {
  for (int i = 0; i < 20; ++i) {
    const std::string id = "c" + std::to_string(i);
    profile_.Buy(id, 1000 + i, 1000);
    if (i % 2 == 0) profile_.Buy(id, 1100 + 3 * i, 900 + 10 * i);
  }
  ASSERT_EQ(RunJob(FitRequest{}).state, jobs::JobState::kSucceeded);
  const auto report = *Report();
  const std::string text = report.DebugString();
  EXPECT_THAT(text, Not(HasSubstr("nan")));
  EXPECT_THAT(text, Not(HasSubstr("inf")));
  EXPECT_THAT(report.model().choice_reason(), HasSubstr("too few to keep time back"));
  EXPECT_GT(report.weeks_size(), 0);
  double customers = 0;
  for (const auto& row : report.repeats()) customers += row.expected();
  EXPECT_NEAR(customers, 20, 1e-6);
}

TEST_F(ModelReportApiTest, SaysWhenPurchasesCouldNotBeTracked) {
  LoadCdnow(profile_);
  profile_.set_repeat_days_failure(absl::UnimplementedError("unknown service"));
  ASSERT_EQ(RunJob(FitRequest{.family = ModelKind::kBgNbd}).state, jobs::JobState::kSucceeded);
  const auto report = *Report();
  EXPECT_EQ(report.weeks_size(), 0);
  EXPECT_EQ(report.repeats_size(), 8);
  EXPECT_THAT(report.model().warnings(), ::testing::Contains(HasSubstr("week by week could not be read")));
}

}  // namespace
}  // namespace bestand::scoring
