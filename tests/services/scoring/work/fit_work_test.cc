#include "services/scoring/work/fit_work.h"

#include "services/scoring/domain/models.h"
#include "services/scoring/work/dormancies.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

using jobs::JobState;
using testing::DoubleNear;

class FitWorkTest : public ScoringTest {
 protected:
  // Fits a family on the CDNOW calibration and returns its parameters, each within 1e-4 of the paper's.
  void ExpectFit(ModelKind family, const std::vector<double>& parameters, double log_likelihood) {
    LoadCdnow(profile_);
    const jobs::Job job = RunJob(FitRequest{.family = family, .as_of_day = kCdnowEnd});
    ASSERT_EQ(job.state, JobState::kSucceeded) << job.error;
    const auto model = models_.Find(job.result);
    ASSERT_TRUE(model.ok()) << model.status();
    const std::vector<double> fitted = ParametersOf((*model)->buying.model);
    for (size_t i = 0; i < parameters.size(); ++i) EXPECT_NEAR(fitted[i] / parameters[i], 1, kRelative) << i;
    EXPECT_NEAR((*model)->buying.log_likelihood / log_likelihood, 1, 1e-5);
    EXPECT_EQ((*model)->buying.customers, 2357);
    EXPECT_EQ((*model)->distinct_histories, 1016);
  }

  static constexpr double kRelative = 1e-4;
};

TEST_F(FitWorkTest, ReproducesBgNbdOnCdnow) {
  ExpectFit(ModelKind::kBgNbd, {.242593, 4.413532, .792886, 2.425753}, -9582.425561);
}

TEST_F(FitWorkTest, ReproducesMbgNbdOnCdnow) {
  ExpectFit(ModelKind::kMbgNbd, {.524838, 6.182992, .891356, 1.613999}, -9582.132685);
}

TEST_F(FitWorkTest, ReproducesParetoNbdOnCdnow) {
  ExpectFit(ModelKind::kParetoNbd, {.553276, 10.577613, .606213, 11.667906}, -9594.973930);
}

TEST_F(FitWorkTest, ReproducesGammaGammaOnTheRepeatersOfCdnow) {
  LoadCdnow(profile_);
  const jobs::Job job = RunJob(FitRequest{.family = ModelKind::kBgNbd, .as_of_day = kCdnowEnd});
  const auto model = *models_.Find(job.result);
  ASSERT_TRUE(model->spending_fit.has_value());
  EXPECT_NEAR(model->spending.p, 6.25, .01);
  EXPECT_NEAR(model->spending.q, 3.74, .01);
  EXPECT_NEAR(model->spending.gamma, 15.44, .05);
  EXPECT_NEAR(model->spending_fit->log_likelihood, -4055.92, .1);
  EXPECT_EQ(model->buying.repeat_buyers, 946);
  EXPECT_EQ(model->currency.code, "USD");
}

TEST_F(FitWorkTest, MeasuresTheHoldOutAndFitsAgainOnAll) {
  LoadCdnow(profile_);
  const jobs::Job job = RunJob(FitRequest{.family = ModelKind::kBgNbd, .calibration_end_day = kCdnowEnd});
  ASSERT_EQ(job.state, JobState::kSucceeded) << job.error;
  const auto model = *models_.Find(job.result);
  EXPECT_EQ(model->as_of_day, kCdnowLast);
  ASSERT_TRUE(model->hold_out.has_value());
  const Diagnostics& measured = model->hold_out->diagnostics;
  EXPECT_EQ(measured.actual_purchases, 1882);
  EXPECT_NEAR(measured.expected_purchases, 1653.4, 5);
  EXPECT_NEAR(measured.mean_absolute_error, .7855, .01);
  EXPECT_NEAR(measured.baseline_auc, .771, .005);
  EXPECT_LT(model->hold_out->log_score, 0);
  EXPECT_EQ(measured.customers, 2357);
}

TEST_F(FitWorkTest, ChoosesTheFamilyByHoldOutLogScore) {
  LoadCdnow(profile_);
  double best = -1e9;
  ModelKind best_family = ModelKind::kNbd;
  for (const ModelKind family : AllModelKinds()) {
    if (family == ModelKind::kNbd) continue;  // the baseline is not to be chosen
    const jobs::Job job = RunJob(FitRequest{.family = family, .calibration_end_day = kCdnowEnd});
    const double score = (*models_.Find(job.result))->hold_out->log_score;
    if (score > best) best_family = family;
    best = std::max(best, score);
  }
  const jobs::Job job = RunJob(FitRequest{.calibration_end_day = kCdnowEnd});
  const auto model = *models_.Find(job.result);
  EXPECT_EQ(KindOf(model->buying.model), best_family);
  EXPECT_DOUBLE_EQ(model->hold_out->log_score, best);
}

TEST_F(FitWorkTest, KeepsTheLastThirdBackWhenTheFamilyIsToBeChosen) {
  LoadCdnow(profile_);
  const auto model = *models_.Find(RunJob(FitRequest{}).result);
  EXPECT_EQ(model->hold_out->holdout_end_day, kCdnowLast);
  // The 118th of 2,357 customers came on 1997-01-06.
  EXPECT_EQ(model->hold_out->calibration_end_day, kCdnowLast - (kCdnowLast - DayNumber(1997, 1, 6)) / 3);
}

// A date mistyped by a till, or left at its zero, must not stop the fit of everybody else.
TEST_F(FitWorkTest, BearsVeryOldDates) {
  LoadCdnow(profile_);
  profile_.Buy("old", DayNumber(1900, 1, 1), 500);
  profile_.Buy("older", DayNumber(1900, 1, 1), 500);
  profile_.Buy("older", DayNumber(1998, 1, 1), 500);
  const jobs::Job job = RunJob(FitRequest{});
  ASSERT_EQ(job.state, JobState::kSucceeded) << job.error;
  const auto model = *models_.Find(job.result);
  EXPECT_EQ(model->buying.customers, 2359);
  EXPECT_EQ(model->hold_out->calibration_end_day, kCdnowLast - (kCdnowLast - DayNumber(1997, 1, 6)) / 3);
  const jobs::Job scoring = RunJob(ScoringRequest{});
  ASSERT_EQ(scoring.state, JobState::kSucceeded) << scoring.error;
  EXPECT_EQ(scoring.result, "2359");
  EXPECT_TRUE(Dormancies(reader_, models_, profile_).Assess("old", std::nullopt).ok());
}

TEST_F(FitWorkTest, ScoresFromTheLastDayThatMayBeAskedFor) {
  LoadCdnow(profile_);
  profile_.Buy("old", DayNumber(1900, 1, 1), 500);
  ASSERT_EQ(RunJob(FitRequest{.family = ModelKind::kBgNbd}).state, JobState::kSucceeded);
  const jobs::Job job = RunJob(ScoringRequest{.as_of_day = DayNumber(2199, 12, 31)});
  EXPECT_EQ(job.state, JobState::kSucceeded) << job.error;
}

TEST_F(FitWorkTest, MakesTheModelTheActiveOne) {
  EXPECT_EQ(ReasonOf(models_.FindActive().status()), "NO_ACTIVE_MODEL");
  LoadCdnow(profile_);
  const jobs::Job job = RunJob(FitRequest{.family = ModelKind::kBgNbd});
  EXPECT_EQ((*models_.FindActive())->id, job.result);
  EXPECT_TRUE((*models_.Find(job.result))->active);
}

TEST_F(FitWorkTest, SaysHowManyCustomersItNeeds) {
  profile_.Buy("one", 100, 500);
  const jobs::Job job = RunJob(FitRequest{.family = ModelKind::kBgNbd});
  EXPECT_EQ(job.state, JobState::kFailed);
  EXPECT_EQ(ReasonOf(job.error), "TOO_FEW_CUSTOMERS");
  EXPECT_EQ(ReasonOf(models_.FindActive().status()), "NO_ACTIVE_MODEL");
}

TEST_F(FitWorkTest, FailsWithoutAnyCustomer) {
  EXPECT_EQ(ReasonOf(RunJob(FitRequest{}).error), "TOO_FEW_CUSTOMERS");
  EXPECT_EQ(ReasonOf(RunJob(FitRequest{.family = ModelKind::kMbgNbd}).error), "TOO_FEW_CUSTOMERS");
}

TEST_F(FitWorkTest, RefusesACalibrationThatEndsTooLateOrTooEarly) {
  LoadCdnow(profile_);
  for (const int32_t day : {kCdnowLast, kCdnowLast - 3651}) {
    const jobs::Job job = RunJob(FitRequest{.calibration_end_day = day});
    EXPECT_EQ(ReasonOf(job.error), "FIELD_INVALID") << day;
  }
}

TEST_F(FitWorkTest, RefusesTwoCurrencies) {
  LoadCdnow(profile_);
  profile_.set_before_chunk([this](int chunk) {
    profile_.set_currency(chunk == 0 ? "USD" : "EUR");
    return absl::OkStatus();
  });
  const jobs::Job job = RunJob(FitRequest{.family = ModelKind::kBgNbd});
  EXPECT_EQ(ReasonOf(job.error), "CURRENCY_MIXED");
}

TEST_F(FitWorkTest, StopsWhenCancelledAndLeavesNoModel) {
  LoadCdnow(profile_);
  const std::string id = Begin(FitRequest{});
  profile_.set_before_chunk([&](int chunk) {
    if (chunk == 1) {
      EXPECT_TRUE(jobs_.RequestCancel(id).ok());
      absl::SleepFor(absl::Milliseconds(200));
    }
    return absl::OkStatus();
  });
  const auto runner = Runner();
  EXPECT_EQ(Await(id).state, JobState::kCancelled);
  EXPECT_EQ(ReasonOf(models_.FindActive().status()), "NO_ACTIVE_MODEL");
}

TEST_F(FitWorkTest, WaitsForCustomerProfileToComeBack) {
  LoadCdnow(profile_);
  profile_.set_away(true);
  const std::string id = Begin(FitRequest{.family = ModelKind::kBgNbd});
  const auto runner = Runner();
  absl::SleepFor(absl::Milliseconds(100));
  EXPECT_FALSE(jobs::HasEnded(jobs_.Get(id)->state));
  profile_.set_away(false);
  EXPECT_EQ(Await(id).state, JobState::kSucceeded);
}

TEST_F(FitWorkTest, TwoAtOnceBothEndAndOneIsActive) {
  LoadCdnow(profile_);
  const std::string one = Begin(FitRequest{.family = ModelKind::kBgNbd});
  const std::string other = Begin(FitRequest{.family = ModelKind::kParetoNbd});
  const auto first = Runner(), second = Runner();
  EXPECT_EQ(Await(one).state, JobState::kSucceeded);
  EXPECT_EQ(Await(other).state, JobState::kSucceeded);
  EXPECT_THAT((*models_.FindActive())->id, testing::AnyOf(one, other));
  EXPECT_EQ(models_.List(10, "")->size(), 2);
}

TEST_F(FitWorkTest, FallsBackToFlatSpendingWithAWarning) {
  for (int i = 0; i < 60; ++i) {
    const std::string id = "c" + std::to_string(i);
    profile_.Buy(id, 100 + i, 1000);
    if (i % 2 == 0) profile_.Buy(id, 200 + 3 * i, 0);
  }
  const jobs::Job job = RunJob(FitRequest{.family = ModelKind::kBgNbd});
  ASSERT_EQ(job.state, JobState::kSucceeded) << job.error;
  const auto model = *models_.Find(job.result);
  EXPECT_FALSE(model->spending_fit.has_value());
  EXPECT_THAT(model->warnings, testing::Contains(testing::HasSubstr("6.67 USD")));
}

}  // namespace
}  // namespace bestand::scoring
