#include <cmath>

#include "services/scoring/work/dormancies.h"
#include "services/scoring/work/family_trial.h"
#include "tests/services/scoring/support/christmas_shop.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

using jobs::JobState;
using testing::Contains;
using testing::HasSubstr;

class SeasonTest : public ScoringTest {
 protected:
  void OpenShop() { ChristmasShop(profile_).Open(kLast); }

  std::shared_ptr<const FittedModel> Fit(const FitRequest& request) {
    const jobs::Job job = RunJob(request);
    EXPECT_EQ(job.state, JobState::kSucceeded) << job.error;
    return *models_.Find(job.result);
  }

  // The customers who will buy in December 2012, as the scores of its eve foretell.
  double ForetoldForDecember() {
    EXPECT_EQ(RunJob(ScoringRequest{.as_of_day = DayNumber(2012, 11, 30), .horizon_days = 31}).state,
              JobState::kSucceeded);
    const auto scores = reader_.List((*reader_.Published())->number, "", 1000);
    double sum = 0;
    for (const CustomerScore& score : *scores) sum += score.buys_again;
    return sum;
  }

  double WhoBoughtInDecember() {
    double buyers = 0;
    const SummaryQuery query{.as_of_day = DayNumber(2012, 11, 30),
                             .holdout_until_day = DayNumber(2012, 12, 31)};
    EXPECT_TRUE(profile_
                    .Stream(query,
                            [&](const SummaryChunk& chunk) {
                              for (const Summary& row : chunk.summaries) buyers += row.holdout_repeats > 0;
                              return absl::OkStatus();
                            })
                    .ok());
    return buyers;
  }

  const int32_t kLast = DayNumber(2013, 1, 15);
  const FitRequest kSeasonal{
      .family = ModelKind::kMbgNbd, .calibration_end_day = DayNumber(2012, 10, 31), .seasonal = true};
};

TEST_F(SeasonTest, IsUsedWhereItForetellsBetter) {
  OpenShop();
  const auto model = Fit(kSeasonal);
  ASSERT_TRUE(model->season.has_value());
  EXPECT_TRUE(model->season->identified);
  EXPECT_TRUE(model->season->used);
  EXPECT_GT(model->season->months.month[11], 2.2);
  EXPECT_LT(model->season->months.month[6], .7);
  ASSERT_EQ(model->candidates.size(), 2);
  EXPECT_TRUE(model->candidates[0].seasonal && model->candidates[0].chosen);
  EXPECT_GT(model->candidates[0].log_score, model->candidates[1].log_score);
  EXPECT_THAT(model->choice,
              HasSubstr("MBG/NBD with seasons foretold best who buys in the hold-out. It leads MBG/NBD by"));
  EXPECT_THAT(model->warnings, testing::Not(Contains(HasSubstr("Seasons"))));
}

TEST_F(SeasonTest, IsTriedWithTheBestFamilyWhenNoneIsNamed) {
  OpenShop();
  const auto model = Fit({.seasonal = true});
  EXPECT_TRUE(model->season->used);
  EXPECT_EQ(model->candidates.size(), AllModelKinds().size());  // but NBD, and once more with the season
  EXPECT_TRUE(model->candidates[0].seasonal);
}

TEST_F(SeasonTest, MakesScoresForetellChristmas) {
  OpenShop();
  const double bought = WhoBoughtInDecember();
  Fit({.family = ModelKind::kMbgNbd, .calibration_end_day = kSeasonal.calibration_end_day});
  const double plain = ForetoldForDecember();
  Fit(kSeasonal);
  const double seasonal = ForetoldForDecember();
  EXPECT_LT(plain, .7 * bought);
  EXPECT_NEAR(seasonal, bought, .12 * bought);
}

TEST_F(SeasonTest, IsTheSameInScoresAndDormancy) {
  OpenShop();
  Fit(kSeasonal);
  ForetoldForDecember();
  const Dormancies dormancies(reader_, models_, profile_);
  for (const char* id : {"c0", "c1", "c2", "c33", "c500"}) {
    const auto assessed = dormancies.Assess(id, std::nullopt);
    ASSERT_TRUE(assessed.ok()) << assessed.status();
    EXPECT_NEAR(assessed->dormancy.buys_again, assessed->score.buys_again, 1e-9) << id;
    EXPECT_NEAR(assessed->dormancy.alive, assessed->score.alive, 1e-9) << id;
  }
}

// A customer whose last purchase is later than the set's day is seen from there, whoever else is scored.
TEST_F(SeasonTest, LooksFromEachCustomersOwnDay) {
  OpenShop();
  const auto model = Fit(kSeasonal);
  auto scorer = *CustomerScorer::Make(*model, {.horizon_days = 31});
  const int32_t day = DayNumber(2012, 10, 31);
  const Summary early{.customer_id = "early", .first_day = day - 700, .last_day = day - 20, .repeats = 8};
  Summary late = early;
  late.last_day = DayNumber(2012, 11, 30);
  const auto both = *scorer.Score(std::vector{early, late}, day, clock_.Now());
  EXPECT_EQ(both[1].as_of_day, late.last_day);
  EXPECT_EQ(both[0].buys_again, scorer.Score({&early, 1}, day, clock_.Now())->front().buys_again);
  EXPECT_EQ(both[1].buys_again, scorer.Score({&late, 1}, day, clock_.Now())->front().buys_again);
  EXPECT_GT(both[1].buys_again, both[0].buys_again + .05);  // December against November
  EXPECT_NEAR(static_cast<double>(both[1].clv_60_low_minor), static_cast<double>(both[1].clv_60_months_minor),
              .5 * static_cast<double>(both[1].clv_60_months_minor));
  EXPECT_GT(both[1].clv_60_low_minor, 0);
}

TEST_F(SeasonTest, IsShownAndLeftWithLessThanTwoYears) {
  LoadCdnow(profile_);
  const auto model = Fit({.family = ModelKind::kBgNbd, .seasonal = true});
  ASSERT_TRUE(model->season.has_value());
  EXPECT_FALSE(model->season->identified);
  EXPECT_FALSE(model->season->used);
  EXPECT_TRUE(model->hold_out.has_value());
  EXPECT_THAT(model->warnings,
              Contains(HasSubstr("It takes two years to tell a season, and the calibration has")));
  EXPECT_THAT(model->choice, HasSubstr("nothing else could be fitted"));
  EXPECT_TRUE(model->Clock().flat());
}

TEST_F(SeasonTest, IsLeftWhereCustomerProfileCannotCountDays) {
  OpenShop();
  profile_.set_repeat_days_failure(absl::UnimplementedError("an older version"));
  const auto model = Fit(kSeasonal);
  EXPECT_FALSE(model->season.has_value());
  EXPECT_THAT(model->warnings,
              Contains(HasSubstr("Seasons were asked for and are not used: an older version")));
}

}  // namespace
}  // namespace bestand::scoring
