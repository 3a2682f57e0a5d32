#include "services/scoring/work/plan/portfolio_plans.h"

#include <Eigen/Dense>
#include <cmath>
#include <random>
#include <set>

#include "services/scoring/work/plan/score_pages.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

class PortfolioPlansTest : public ScoringTest {
 protected:
  ScoredPlan Plan(const PlanQuery& query) {
    const auto plan = plans_.Plan(query);
    EXPECT_TRUE(plan.ok()) << plan.status();
    return plan.ok() ? *plan : ScoredPlan{};
  }

  PortfolioPlans plans_{reader_, models_, consent_};
  Portfolios portfolios_{reader_, models_, consent_};
};

TEST_F(PortfolioPlansTest, PlansBottomUpFromTheScores) {
  ScoreCdnow();
  const auto report = portfolios_.Summarise("");
  const ScoredPlan plan = Plan({});
  EXPECT_EQ(plan.assumptions.customers, 2357);
  EXPECT_EQ(plan.assumptions.years, 5);
  EXPECT_EQ(plan.plan.remaining_minor, report->all.clv_60_months_minor / 2357);
  EXPECT_EQ(plan.all->yearly_minor, report->all.clv_60_months_minor / 5);
  EXPECT_NEAR(static_cast<double>(plan.plan.yearly_revenue_minor), report->all.clv_60_months_minor / 5.0,
              2357);
  EXPECT_NEAR(static_cast<double>(plan.plan.yearly_budget_minor), plan.plan.yearly_revenue_minor / 5.0, 1);
  EXPECT_FALSE(plan.with_consent);
  EXPECT_EQ(plan.as_of_day, kCdnowEnd);
}

TEST_F(PortfolioPlansTest, AddsUpItsGroups) {
  ScoreCdnow();
  consent_.addressable = {"0001", "0002", "0003", "0100", "0999"};
  for (const GroupBy by : {GroupBy::kState, GroupBy::kValueTenth}) {
    const ScoredPlan plan = Plan({.purpose_id = "newsletter", .group_by = by});
    ValueGroup counted, blocked;
    std::set<std::string> names;
    for (const PlanGroup& group : plan.groups) {
      counted.customers += group.counted.customers;
      counted.clv_60_months_minor += group.counted.clv_60_months_minor;
      blocked.customers += group.blocked.customers;
      names.insert(group.name);
      EXPECT_LE(group.yearly_low_minor, group.yearly_minor) << group.name;
      EXPECT_GE(group.yearly_high_minor, group.yearly_minor) << group.name;
    }
    EXPECT_EQ(names.size(), plan.groups.size());
    EXPECT_EQ(counted.customers, 5);
    EXPECT_EQ(counted.clv_60_months_minor, plan.all->counted.clv_60_months_minor);
    EXPECT_EQ(blocked.customers, 2352);
  }
}

TEST_F(PortfolioPlansTest, PutsATenthOfTheCustomersIntoEachTenth) {
  ScoreCdnow();
  const ScoredPlan plan = Plan({.group_by = GroupBy::kValueTenth});
  ASSERT_EQ(plan.groups.size(), 10u);
  double before = 1e18;
  for (const PlanGroup& group : plan.groups) {
    EXPECT_NEAR(static_cast<double>(group.counted.customers), 235.7, 40) << group.name;  // many are alike
    const double mean = static_cast<double>(group.counted.clv_60_months_minor / group.counted.customers);
    EXPECT_LE(mean, before) << group.name;
    before = mean;
  }
}

TEST_F(PortfolioPlansTest, ShowsWhatMissingConsentBlocks) {
  ScoreCdnow();
  consent_.addressable = {"0001"};
  const ScoredPlan plan = Plan({.purpose_id = "newsletter"});
  EXPECT_EQ(plan.assumptions.customers, 1);
  EXPECT_EQ(plan.plan.remaining_minor, reader_.Find("0001")->score.clv_60_months_minor);
  EXPECT_EQ(plan.all->blocked.customers, 2356);
  EXPECT_TRUE(plan.with_consent);
}

TEST_F(PortfolioPlansTest, NobodyAddressableMakesAPlanOfZeros) {
  ScoreCdnow();
  const ScoredPlan plan = Plan({.purpose_id = "newsletter"});
  EXPECT_EQ(plan.plan.yearly_revenue_minor, 0);
  EXPECT_EQ(plan.assumptions.customers, 0);
  EXPECT_EQ(plan.all->yearly_high_minor, 0);
  EXPECT_EQ(plan.all->blocked.customers, 2357);
}

double RelativeWidth(const PlanGroup& group) {
  return std::log(static_cast<double>(group.yearly_high_minor) / static_cast<double>(group.yearly_low_minor));
}

// Half as many customers know their own chance less well, while the model's part stays.
TEST_F(PortfolioPlansTest, IsLessSureOfFewCustomersThanOfMany) {
  ScoreCdnow();
  const double all = RelativeWidth(*Plan({}).all);
  EXPECT_GT(all, .05);
  EXPECT_LT(all, .6);
  consent_.addressable = {"0001", "0002", "0003"};
  EXPECT_GT(RelativeWidth(*Plan({.purpose_id = "newsletter"}).all), 2 * all);
}

// What one common draw of the parameters does to the sum: many models drawn by the fit's own covariance.
TEST_F(PortfolioPlansTest, HasTheIntervalThatDrawsOfTheParametersHave) {
  ScoreCdnow();
  const auto model = models_.FindActive();
  const auto& fit = (*model)->buying;
  Eigen::Matrix4d covariance = Eigen::Map<const Eigen::Matrix4d>(fit.log_covariance.data());
  const Eigen::Matrix4d root = covariance.llt().matrixL();
  std::vector<CustomerScore> scores;
  ASSERT_TRUE(ReadPages(reader_, 1, [&](auto page) {
                scores.insert(scores.end(), page.begin(), page.end());
                return absl::OkStatus();
              }).ok());
  const StoredHistories histories(scores, 100);
  std::mt19937_64 random(9);
  std::normal_distribution<> normal;
  std::vector<double> logs;
  for (int draw = 0; draw < 300; ++draw) {
    const Eigen::Vector4d step =
        root * Eigen::Vector4d(normal(random), normal(random), normal(random), normal(random));
    auto parameters = ParametersOf(fit.model);
    for (int k = 0; k < 4; ++k) parameters[k] *= std::exp(step[k]);
    auto scorer = BulkScorer::Make(*MakeModel(KindOf(fit.model), parameters), (*model)->spending, {});
    ScoreColumns columns;
    ASSERT_TRUE(scorer->Score(histories.Columns().customers, columns).ok());
    double sum = 0;
    for (const double value : columns.clv_60_months) sum += value;
    logs.push_back(std::log(sum));
  }
  double mean = 0, square = 0;
  for (const double value : logs) mean += value / logs.size();
  for (const double value : logs) square += (value - mean) * (value - mean) / logs.size();
  auto spread = ValueSpread::Make(**model, {});
  std::vector<SumVariation> sums(1);
  ASSERT_TRUE(spread->Add(scores, std::vector<size_t>(scores.size(), 0), sums).ok());
  auto of_buying = IntervalScorer::Make(fit, nullptr, (*model)->spending, {});
  sums[0].varied[0].resize(9);
  EXPECT_NEAR(of_buying->LogDeviation(sums[0].varied[0]), std::sqrt(square), .15 * std::sqrt(square));
}

TEST_F(PortfolioPlansTest, NeverCountsAnybodyAddressableWithoutConsent) {
  EXPECT_EQ(ReasonOf(plans_.Plan({}).status()), "NO_SCORES");
  ScoreCdnow();
  EXPECT_EQ(ReasonOf(plans_.Plan({.purpose_id = "other"}).status()), "PURPOSE_UNKNOWN");
  consent_.away = true;
  EXPECT_EQ(ReasonOf(plans_.Plan({.purpose_id = "newsletter"}).status()), "SERVICE_AWAY");
}

}  // namespace
}  // namespace bestand::scoring
