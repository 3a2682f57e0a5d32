#include <numeric>
#include <optional>

#include "services/scoring/work/covariate_words.h"
#include "services/scoring/work/dormancies.h"
#include "services/scoring/work/follower.h"
#include "tests/services/scoring/support/mixed_shop.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

using jobs::JobState;
using testing::Contains;
using testing::HasSubstr;

class CovariatesTest : public ScoringTest {
 protected:
  std::shared_ptr<const FittedModel> Fit(const FitRequest& request) {
    const jobs::Job job = RunJob(request);
    EXPECT_EQ(job.state, JobState::kSucceeded) << job.error;
    return *models_.Find(job.result);
  }

  void FitAndScore() {
    MixedShop(profile_, 2.5).Open();
    Fit(kAsked);
    ASSERT_EQ(RunJob(ScoringRequest{}).state, JobState::kSucceeded);
  }

  const FitRequest kAsked{.family = ModelKind::kMbgNbd, .covariates = true};
};

TEST_F(CovariatesTest, AreUsedWhereTheyForetellBetter) {
  MixedShop(profile_, 2.5).Open();
  const auto model = Fit(kAsked);
  ASSERT_TRUE(model->UsesCovariates());
  EXPECT_TRUE(model->candidates[0].covariates && model->candidates[0].chosen);
  EXPECT_THAT(model->choice,
              HasSubstr("MBG/NBD with kind and country foretold best who buys in the hold-out."));
  EXPECT_EQ(model->covariates->coding.reference(), (Traits{"PERSON", "DE"}));
  const EffectInWords companies = Explain(*model->covariates, 0);
  EXPECT_LT(companies.low, 2.5);
  EXPECT_GT(companies.high, 2.5);
  EXPECT_GT(companies.low, 1.5);
  EXPECT_THAT(companies.words, HasSubstr("Companies buy 2."));
  EXPECT_THAT(companies.words, HasSubstr(" times as often as private persons (95 %: "));
  const EffectInWords austria = Explain(*model->covariates, 1);
  EXPECT_THAT(austria.words, HasSubstr("Customers from AT buy "));
  EXPECT_THAT(austria.words, HasSubstr("chance may explain it"));
}

TEST_F(CovariatesTest, TrackEachGroupByItsModel) {
  MixedShop(profile_, 2.5).Open();
  const Tracking tracking = models_.FindReport(Fit(kAsked)->id)->tracking;
  const auto sum = [](const std::vector<double>& weeks) { return std::reduce(weeks.begin(), weeks.end()); };
  EXPECT_GT(sum(tracking.actual), 1000);
  EXPECT_NEAR(sum(tracking.expected), sum(tracking.actual), .1 * sum(tracking.actual));
}

TEST_F(CovariatesTest, AreShownAndLeftWhereTheyTellNothing) {
  MixedShop(profile_, 1).Open();
  const auto model = Fit(kAsked);
  ASSERT_TRUE(model->covariates.has_value());
  EXPECT_FALSE(model->UsesCovariates());
  EXPECT_LT(Explain(*model->covariates, 0).low, 1);
  EXPECT_GT(Explain(*model->covariates, 0).high, 1);
  EXPECT_THAT(model->warnings,
              Contains(HasSubstr("Kind and country were asked for and are not used: without them")));
}

TEST_F(CovariatesTest, AreLeftWhereAllAreAlike) {
  LoadCdnow(profile_);
  const auto model = Fit({.family = ModelKind::kBgNbd, .covariates = true});
  EXPECT_FALSE(model->covariates.has_value());
  EXPECT_THAT(model->warnings, Contains(HasSubstr("are not used: too few customers differ in them.")));
}

// The same history means more of a company, whose silences are short.
TEST_F(CovariatesTest, MakeScoresDifferByGroup) {
  FitAndScore();
  const auto set = *reader_.Published();
  const auto model = *models_.Find(set->model_id);
  auto scorer = *CustomerScorer::Make(*model, set->settings);
  Summary person{
      .customer_id = "x", .first_day = set->as_of_day - 300, .last_day = set->as_of_day - 20, .repeats = 1};
  person.traits = {"PERSON", "DE"};
  Summary company = person;
  company.traits = {"COMPANY", "DE"};
  Summary unknown = person;
  unknown.traits = {};
  const auto scores = *scorer.Score(std::vector{person, company, unknown}, set->as_of_day, clock_.Now());
  EXPECT_GT(scores[1].expected_12_months, 1.2 * scores[0].expected_12_months);
  EXPECT_NE(scores[0].group, scores[1].group);
  EXPECT_EQ(scores[2].expected_12_months, scores[0].expected_12_months);
  EXPECT_LT(scores[1].clv_60_low_minor, scores[1].clv_60_months_minor);
  EXPECT_EQ(scores[0].buys_again,
            scorer.Score({&person, 1}, set->as_of_day, clock_.Now())->front().buys_again);
}

TEST_F(CovariatesTest, AreTheSameInScoresAndDormancy) {
  FitAndScore();
  EXPECT_EQ(reader_.Find("c0")->score.group, reader_.Find("c3")->score.group);
  EXPECT_NE(reader_.Find("c0")->score.group, reader_.Find("p1")->score.group);
  const Dormancies dormancies(reader_, models_, profile_);
  for (const char* id : {"c0", "c3", "p1", "p2", "p5"}) {
    const auto assessed = dormancies.Assess(id, std::nullopt);
    ASSERT_TRUE(assessed.ok()) << assessed.status();
    EXPECT_NEAR(assessed->dormancy.buys_again, assessed->score.buys_again, 1e-9) << id;
  }
}

TEST_F(CovariatesTest, AreAskedForAgainWhenACustomerIsScoredAnew) {
  FitAndScore();
  const uint8_t company = reader_.Find("c0")->score.group;
  ASSERT_NE(reader_.Find("p1")->score.group, company);
  profile_.Know("p1", {"COMPANY", "DE"});
  log::Logger logger("scoring", log::Level::kError);
  metrics::Metrics metrics;
  const Follower follower({profile_, summaries_, models_, reader_, follow_, jobs_, clock_, logger, metrics});
  profile_.Buy("p1", DayNumber(2011, 12, 31), 4000);
  const absl::Time end = absl::Now() + absl::Seconds(20);
  while (reader_.Find("p1")->score.group != company && absl::Now() < end)
    absl::SleepFor(absl::Milliseconds(20));
  EXPECT_EQ(reader_.Find("p1")->score.group, company);
}

}  // namespace
}  // namespace bestand::scoring
