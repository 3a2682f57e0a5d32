#include "common/id/id.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

class SqlModelStoreTest : public ScoringTest {
 protected:
  FittedModel Sample() {
    FittedModel model{.id = NewUuid(),
                      .create_time = clock_.Now(),
                      .currency = {"EUR", 100},
                      .as_of_day = 12,
                      .distinct_histories = 13,
                      .spending = {6.25, 3.74, 15.44},
                      .spending_correlation = .1,
                      .warnings = {"Mind \"this\", {and} that."},
                      .fit_ms = 2.5};
    model.buying = {.model = ParetoNbd{.1, .2, .3, .4},
                    .standard_errors = {.01, .02, .03, .04},
                    .log_covariance = std::vector<double>(16, .5),
                    .log_likelihood = -9.75,
                    .dropout_identified = true,
                    .customers = 100,
                    .repeat_buyers = 40};
    model.yardstick.median_customer = {2, 3.5, 9.25};
    model.yardstick.typical_gap_days = 34;
    model.yardstick.horizon_days = 77.5;
    return model;
  }
};

TEST_F(SqlModelStoreTest, GivesBackWhatItKept) {
  FittedModel model = Sample();
  model.spending_fit = GammaGammaFit{.model = model.spending,
                                     .standard_errors = {1, 2, 3},
                                     .log_covariance = std::vector<double>(9, .25),
                                     .log_likelihood = -4};
  ASSERT_TRUE(models_.KeepActive(model).ok());
  const auto found = *models_.Find(model.id);
  EXPECT_EQ(found->create_time, model.create_time);
  EXPECT_EQ(found->currency.code, "EUR");
  EXPECT_EQ(found->as_of_day, 12);
  EXPECT_EQ(found->distinct_histories, 13);
  EXPECT_EQ(ParametersOf(found->buying.model), ParametersOf(model.buying.model));
  EXPECT_EQ(KindOf(found->buying.model), ModelKind::kParetoNbd);
  EXPECT_EQ(found->buying.standard_errors, model.buying.standard_errors);
  EXPECT_EQ(found->buying.log_covariance, model.buying.log_covariance);
  EXPECT_EQ(found->buying.log_likelihood, -9.75);
  EXPECT_TRUE(found->buying.dropout_identified);
  EXPECT_EQ(found->buying.customers, 100);
  EXPECT_EQ(found->spending_fit->log_covariance, model.spending_fit->log_covariance);
  EXPECT_EQ(found->spending.gamma, 15.44);
  EXPECT_EQ(found->yardstick.median_customer.age_weeks, 9.25);
  EXPECT_EQ(found->yardstick.typical_gap_days, 34);
  EXPECT_EQ(found->yardstick.horizon_days, 77.5);
  EXPECT_EQ(found->fit_ms, 2.5);
  EXPECT_EQ(found->warnings, model.warnings);
  EXPECT_TRUE(found->active);
  EXPECT_FALSE(found->hold_out.has_value());
}

TEST_F(SqlModelStoreTest, GivesBackTheHoldOut) {
  FittedModel model = Sample();
  model.hold_out = HoldOutReport{.calibration_end_day = 5, .holdout_end_day = 12, .log_score = -.4};
  model.hold_out->diagnostics = {.customers = 9,
                                 .expected_purchases = 1,
                                 .actual_purchases = 2,
                                 .mean_absolute_error = 3,
                                 .auc = .4,
                                 .baseline_auc = .5,
                                 .brier = .6,
                                 .baseline_brier = .7,
                                 .calibration = {{9, .1, .2}},
                                 .by_frequency = {{0, 4, .3, .4}, {7, 5, .5, .6}}};
  ASSERT_TRUE(models_.KeepActive(model).ok());
  const auto found = *models_.Find(model.id);
  ASSERT_TRUE(found->hold_out.has_value());
  const Diagnostics& measured = found->hold_out->diagnostics;
  EXPECT_EQ(found->hold_out->calibration_end_day, 5);
  EXPECT_EQ(found->hold_out->log_score, -.4);
  EXPECT_EQ(measured.customers, 9);
  EXPECT_EQ(measured.expected_purchases, 1);
  EXPECT_EQ(measured.actual_purchases, 2);
  EXPECT_EQ(measured.mean_absolute_error, 3);
  EXPECT_EQ(measured.auc, .4);
  EXPECT_EQ(measured.baseline_auc, .5);
  EXPECT_EQ(measured.brier, .6);
  EXPECT_EQ(measured.baseline_brier, .7);
  ASSERT_EQ(measured.by_frequency.size(), 2);
  EXPECT_EQ(measured.by_frequency[1].repeats, 7);
  EXPECT_EQ(measured.by_frequency[1].customers, 5);
  EXPECT_EQ(measured.by_frequency[1].expected, .5);
  EXPECT_EQ(measured.calibration[0].actual, .2);
}

TEST_F(SqlModelStoreTest, KeepsAModelOnceAndTheLastIsActive) {
  const FittedModel first = Sample(), second = Sample();
  ASSERT_TRUE(models_.KeepActive(first).ok());
  ASSERT_TRUE(models_.KeepActive(second).ok());
  EXPECT_EQ((*models_.FindActive())->id, second.id);
  ASSERT_TRUE(models_.KeepActive(first).ok());
  EXPECT_EQ((*models_.FindActive())->id, first.id);
  EXPECT_EQ(models_.List(10, "")->size(), 2);
}

TEST_F(SqlModelStoreTest, GivesBackWhatWasTriedAndTheReport) {
  FittedModel model = Sample();
  model.choice = "It leads.";
  model.candidates = {
      {"mbg_nbd", CandidateState::kConverged, "", true, -.5, 0, 0, .7, .2, 100, .9, -9000},
      {"bg_nbd", CandidateState::kDropoutNotIdentified, "", false, -.6, .1, .02, .6, .3, 90, 1, -9100},
      {"nbd", CandidateState::kFailed, "It has no \"optimum\"."}};
  model.report = ModelReport{.repeats = {{5, 6}, {5.5, 5.5}}};
  ASSERT_TRUE(models_.KeepActive(model).ok());
  ASSERT_TRUE(models_.KeepActive(model).ok());
  const auto found = *models_.Find(model.id);
  EXPECT_EQ(found->choice, "It leads.");
  EXPECT_EQ(found->candidates, model.candidates);
  EXPECT_EQ(models_.FindReport(model.id)->repeats.expected, model.report->repeats.expected);
  EXPECT_TRUE(models_.List(1, "")->front().candidates.empty());
}

TEST_F(SqlModelStoreTest, GivesBackTheSeason) {
  FittedModel model = Sample();
  model.season = {.months = {{.5, .5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2}}, .identified = true, .used = true};
  model.candidates = {{.family = "pareto_nbd", .chosen = true, .seasonal = true}};
  ASSERT_TRUE(models_.KeepActive(model).ok());
  ASSERT_TRUE(models_.KeepActive(model).ok());
  const auto found = *models_.Find(model.id);
  EXPECT_EQ(found->season, model.season);
  EXPECT_EQ(found->candidates, model.candidates);
  EXPECT_FALSE(found->Clock().flat());
}

TEST_F(SqlModelStoreTest, GivesBackTheCovariates) {
  FittedModel model = Sample();
  model.covariates = FittedCovariates{
      .coding = CovariateCoding({"PERSON", "DE"}, {{"kind", "COMPANY", 40}, {"country", "*", 50}}),
      .fit = {.base = model.buying,
              .rate_effects = {.5, .1},
              .leaving_effects = {-.2, 0},
              .rate_errors = {.1, .2},
              .leaving_errors = {.3, .4},
              .covariance = std::vector<double>(64, .01)},
      .used = true};
  model.candidates = {{.family = "pareto_nbd", .chosen = true, .covariates = true}};
  ASSERT_TRUE(models_.KeepActive(model).ok());
  ASSERT_TRUE(models_.KeepActive(model).ok());
  const auto found = *models_.Find(model.id);
  EXPECT_EQ(found->covariates->coding, model.covariates->coding);
  EXPECT_EQ(found->covariates->fit.covariance, model.covariates->fit.covariance);
  EXPECT_EQ(found->covariates->fit.leaving_errors, model.covariates->fit.leaving_errors);
  EXPECT_EQ(found->candidates, model.candidates);
  ASSERT_EQ(found->Models().size(), 4);
  EXPECT_NEAR(found->Models()[found->GroupOf({"COMPANY", "DE"})].model.parameters[1], .2 * std::exp(-.5),
              1e-12);
}

TEST_F(SqlModelStoreTest, GoesBackToAnOlderModel) {
  const FittedModel first = Sample(), second = Sample();
  ASSERT_TRUE(models_.KeepActive(first).ok());
  ASSERT_TRUE(models_.KeepActive(second).ok());
  ASSERT_TRUE(models_.Activate(first.id).ok());
  EXPECT_EQ((*models_.FindActive())->id, first.id);
  EXPECT_EQ(ReasonOf(models_.Activate(NewUuid())), "MODEL_UNKNOWN");
  EXPECT_EQ(ReasonOf(models_.Activate("active")), "MODEL_UNKNOWN");
  EXPECT_EQ((*models_.FindActive())->id, first.id);
  EXPECT_EQ(ReasonOf(models_.FindReport(NewUuid()).status()), "MODEL_UNKNOWN");
  EXPECT_TRUE(models_.FindReport(first.id)->tracking.actual.empty());
}

TEST_F(SqlModelStoreTest, ListsTheNewestFirst) {
  std::vector<std::string> ids;
  for (int i = 0; i < 3; ++i) {
    clock_.Advance(absl::Seconds(1));
    FittedModel model = Sample();
    ids.insert(ids.begin(), model.id);
    ASSERT_TRUE(models_.KeepActive(model).ok());
  }
  EXPECT_EQ(models_.List(1, "")->front().id, ids[0]);
  const auto rest = models_.List(10, ids[0]);
  ASSERT_EQ(rest->size(), 2);
  EXPECT_EQ(rest->at(0).id, ids[1]);
  EXPECT_EQ(rest->at(1).id, ids[2]);
}

TEST_F(SqlModelStoreTest, KnowsNoOtherModels) {
  EXPECT_EQ(ReasonOf(models_.Find(NewUuid()).status()), "MODEL_UNKNOWN");
  EXPECT_EQ(ReasonOf(models_.Find("x'; --").status()), "MODEL_UNKNOWN");
  EXPECT_EQ(ReasonOf(models_.FindActive().status()), "NO_ACTIVE_MODEL");
}

}  // namespace
}  // namespace bestand::scoring
