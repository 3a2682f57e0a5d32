#include "services/scoring/domain/portfolio.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

// In cents.
const PlanAssumptions kExample{.lifetime_value_minor = 10'000'00,
                               .first_purchase_minor = 4'000'00,
                               .years = 5,
                               .customers = 100,
                               .return_per_unit = 5};

TEST(PlanPortfolio, GivesExactlyTheFiguresOfTheExample) {
  const auto plan = *PlanPortfolio(kExample);
  EXPECT_EQ(plan.remaining_minor, 6'000'00);
  EXPECT_EQ(plan.potential_per_mille, 1500);
  EXPECT_EQ(plan.yearly_per_customer_minor, 1'200'00);
  EXPECT_EQ(plan.yearly_revenue_minor, 120'000'00);
  EXPECT_EQ(plan.yearly_budget_minor, 24'000'00);
  EXPECT_EQ(plan.yearly_net_minor, 96'000'00);
  EXPECT_EQ(plan.net_minor, 480'000'00);
}

TEST(PlanPortfolio, RoundsDownOnceAndNotPerCustomer) {
  const auto plan = *PlanPortfolio({11, 1, 3, 3, 7});
  EXPECT_EQ(plan.yearly_per_customer_minor, 3);
  EXPECT_EQ(plan.yearly_revenue_minor, 10);
  EXPECT_EQ(plan.yearly_budget_minor, 1);
  EXPECT_EQ(plan.net_minor, 26);
}

TEST(PlanPortfolio, NamesEveryAssumptionOutOfRange) {
  const auto refused = PlanPortfolio({0, 0, 0, -1, 0}).status();
  EXPECT_EQ(ReasonOf(refused), "FIELD_INVALID");
  EXPECT_EQ(ViolationsOf(refused).size(), 5u);
  PlanAssumptions first_too_large = kExample;
  first_too_large.first_purchase_minor = 10'001'00;
  EXPECT_EQ(ViolationsOf(PlanPortfolio(first_too_large).status())[0].field, "first_purchase");
}

TEST(PlanPortfolio, RefusesWhatDoesNotFitInsteadOfWrapping) {
  const int64_t most = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(ReasonOf(PlanPortfolio({most, 1, 1, 1'000'000'000, 1}).status()), "FIELD_INVALID");
}

TEST(SummarisePortfolio, MeasuresConcentration) {
  std::vector<double> values(100, 1);
  values[42] = 901;
  const auto portfolio = *SummarisePortfolio(values);
  EXPECT_EQ(portfolio.customers, 100);
  EXPECT_DOUBLE_EQ(portfolio.total_value_minor, 1000);
  EXPECT_DOUBLE_EQ(portfolio.average_value_minor, 10);
  EXPECT_DOUBLE_EQ(portfolio.top_decile_share, .91);
  EXPECT_NEAR(portfolio.lorenz[5], .05, 1e-12);
  EXPECT_DOUBLE_EQ(portfolio.lorenz[10], 1);
  EXPECT_NEAR(portfolio.gini, .891, 1e-12);  // 900 of 1,000 beyond equality, times 99 of 100
}

TEST(SummarisePortfolio, FindsNoConcentrationAmongEquals) {
  const auto portfolio = *SummarisePortfolio(std::vector<double>(50, 7));
  EXPECT_NEAR(portfolio.gini, 0, 1e-12);
  EXPECT_NEAR(portfolio.top_decile_share, .1, 1e-12);
  for (int tenth = 0; tenth <= 10; ++tenth) EXPECT_NEAR(portfolio.lorenz[tenth], tenth / 10., 1e-12);
}

TEST(SummarisePortfolio, StandsNobodyAndNothing) {
  EXPECT_EQ(SummarisePortfolio({})->average_value_minor, 0);
  EXPECT_EQ(SummarisePortfolio(std::vector<double>(5, 0))->top_decile_share, 0);
}

TEST(SummarisePortfolio, NamesTheValueThatCannotBe) {
  const std::vector<double> values{1, 2, -3};
  EXPECT_EQ(ViolationsOf(SummarisePortfolio(values).status())[0].field, "values[2]");
}

}  // namespace
}  // namespace bestand::scoring
