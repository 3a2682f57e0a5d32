#include "services/scoring/api/portfolio_api.h"

#include "tests/services/scoring/api/api_fixture.h"

namespace bestand::scoring {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

void SetMoney(int64_t units, google::type::Money* money) {
  money->set_currency_code("EUR");
  money->set_units(units);
}

class PortfolioApiTest : public ApiTest {
 protected:
  absl::StatusOr<v1::PlanPortfolioResponse> Plan(const v1::PlanPortfolioRequest& request) {
    return plans_.Call(&Plans::PlanPortfolio, request);
  }
  absl::StatusOr<v1::GetPortfolioResponse> Get(const std::string& purpose = "") {
    v1::GetPortfolioRequest request;
    request.set_purpose(purpose);
    return plans_.Call(&Plans::GetPortfolio, request);
  }
};

TEST_F(PortfolioApiTest, ReckonsTheWellKnownExampleExactly) {
  v1::PlanPortfolioRequest request;
  SetMoney(10'000, request.mutable_assumptions()->mutable_lifetime_value());
  SetMoney(4'000, request.mutable_assumptions()->mutable_first_purchase());
  request.mutable_assumptions()->set_years(5);
  request.mutable_assumptions()->set_customer_count(100);
  const auto plan = Plan(request);
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->potential_ratio(), 1.5);
  EXPECT_EQ(plan->potential_per_customer_and_year().units(), 1'200);
  EXPECT_EQ(plan->potential_per_year().units(), 120'000);
  EXPECT_EQ(plan->budget_per_year().units(), 24'000);
  EXPECT_EQ(plan->net_gain_per_year().units(), 96'000);
  EXPECT_EQ(plan->net_gain_total().units(), 480'000);
  EXPECT_EQ(plan->net_gain_total().nanos(), 0);
  EXPECT_EQ(plan->net_gain_total().currency_code(), "EUR");
  EXPECT_EQ(plan->years(), 5);
  EXPECT_EQ(plan->customer_count(), 100);
}

TEST_F(PortfolioApiTest, NamesEverythingThatIsWrongWithAPlan) {
  v1::PlanPortfolioRequest request;
  request.mutable_assumptions();
  request.set_return_ratio(0);
  request.set_purpose("newsletter");
  EXPECT_THAT(
      FieldsOf(Plan(request)),
      UnorderedElementsAre("assumptions.lifetime_value", "assumptions.first_purchase", "assumptions.years",
                           "assumptions.customer_count", "return_ratio", "purpose", "purpose"));
}

TEST_F(PortfolioApiTest, RefusesALifetimeValueBelowTheFirstPurchaseAndTwoCurrencies) {
  v1::PlanPortfolioRequest request;
  v1::PlanAssumptions& assumptions = *request.mutable_assumptions();
  SetMoney(10, assumptions.mutable_lifetime_value());
  SetMoney(11, assumptions.mutable_first_purchase());
  assumptions.set_years(11);
  assumptions.set_customer_count(1);
  EXPECT_THAT(FieldsOf(Plan(request)), ElementsAre("assumptions.lifetime_value", "assumptions.years"));
  assumptions.set_years(1);
  SetMoney(-1, assumptions.mutable_first_purchase());
  EXPECT_THAT(FieldsOf(Plan(request)), ElementsAre("assumptions.first_purchase"));
  SetMoney(1, assumptions.mutable_first_purchase());
  assumptions.mutable_first_purchase()->set_currency_code("GBP");
  EXPECT_THAT(FieldsOf(Plan(request)), ElementsAre("assumptions.first_purchase"));
}

TEST_F(PortfolioApiTest, ShowsThePortfolioOfTheScores) {
  EXPECT_EQ(ReasonOf(Get().status()), "NO_SCORES");
  ScoreCdnow();
  const auto all = Get();
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_EQ(all->customer_count(), 2357);
  EXPECT_FALSE(all->has_addressable_value());
  EXPECT_EQ(all->lorenz_shares_size(), 11);
  EXPECT_EQ(all->as_of_date().year(), 1997);
  int64_t in_states = 0;
  for (const v1::StateShare& share : all->states()) in_states += share.customer_count();
  EXPECT_EQ(in_states, 2357);
}

TEST_F(PortfolioApiTest, ShowsWhatMissingConsentBlocks) {
  ScoreCdnow();
  consent_.addressable = {"0001", "0002"};
  const auto portfolio = Get("purposes/newsletter");
  ASSERT_TRUE(portfolio.ok()) << portfolio.status();
  EXPECT_EQ(portfolio->addressable_count(), 2);
  EXPECT_EQ(
      portfolio->addressable_value().units() + portfolio->blocked_value().units(),
      portfolio->total_lifetime_value_60_months().units() -
          (portfolio->addressable_value().nanos() + portfolio->blocked_value().nanos() >= 1'000'000'000 ? 1
                                                                                                        : 0));
  v1::PlanPortfolioRequest request;
  request.set_purpose("purposes/newsletter");
  const auto plan = Plan(request);
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->customer_count(), 2);
  EXPECT_EQ(plan->blocked_customer_count(), 2355);
}

TEST_F(PortfolioApiTest, GroupsThePlanAsAsked) {
  ScoreCdnow();
  v1::PlanPortfolioRequest request;
  const auto by_state = Plan(request);
  ASSERT_TRUE(by_state.ok()) << by_state.status();
  EXPECT_EQ(by_state->groups(0).group(), "ACTIVE");
  request.set_grouping(v1::PLAN_GROUPING_VALUE_TENTH);
  const auto by_tenth = Plan(request);
  ASSERT_EQ(by_tenth->groups_size(), 10);
  EXPECT_EQ(by_tenth->groups(0).group(), "TENTH_1");
  EXPECT_GT(by_tenth->groups(0).potential_per_year().units(),
            by_tenth->groups(1).potential_per_year().units());
  EXPECT_LT(by_tenth->potential_per_year_low().units(), by_tenth->potential_per_year().units());
  EXPECT_GT(by_tenth->potential_per_year_high().units(), by_tenth->potential_per_year().units());
  EXPECT_FALSE(by_tenth->groups(0).has_blocked_potential_per_year());
  request.set_grouping(static_cast<v1::PlanGrouping>(77));
  EXPECT_THAT(FieldsOf(Plan(request)), ElementsAre("grouping"));
}

TEST_F(PortfolioApiTest, SimulatesBudgets) {
  ScoreCdnow();
  v1::SimulateBudgetRequest request;
  request.mutable_contact_cost()->set_currency_code("USD");
  request.mutable_contact_cost()->set_nanos(10'000'000);
  const auto curve = plans_.Call(&Plans::SimulateBudget, request);
  ASSERT_TRUE(curve.ok()) << curve.status();
  EXPECT_EQ(curve->customer_count(), 2357);
  EXPECT_GT(curve->stake().units(), 0);
  EXPECT_FALSE(curve->has_blocked_net_gain());
  int best = 0;
  for (const v1::BudgetRow& row : curve->rows()) best += row.best();
  EXPECT_EQ(best, 1);
  consent_.addressable = {"0001"};
  request.set_purpose("purposes/newsletter");
  const auto one = plans_.Call(&Plans::SimulateBudget, request);
  EXPECT_EQ(one->customer_count(), 1);
  EXPECT_EQ(one->blocked_customer_count(), 2356);
  EXPECT_GT(one->blocked_net_gain().units(), 0);
}

TEST_F(PortfolioApiTest, NamesEverythingThatIsWrongWithASimulation) {
  v1::SimulateBudgetRequest request;
  request.set_purpose("newsletter");
  request.set_wake_rate(0);
  request.set_repeat_effect(-1);
  request.set_max_contacts(13);
  SetMoney(-5, request.add_budgets());
  EXPECT_THAT(FieldsOf(plans_.Call(&Plans::SimulateBudget, request)),
              ::testing::IsSupersetOf(
                  {"purpose", "contact_cost", "wake_rate", "repeat_effect", "max_contacts", "budgets[0]"}));
  request.Clear();
  SetMoney(1, request.mutable_contact_cost());
  ScoreCdnow();
  const auto euros = plans_.Call(&Plans::SimulateBudget, request);
  EXPECT_EQ(ReasonOf(euros.status()), "CURRENCY_MIXED");
  EXPECT_EQ(FactsOf(euros.status())["need"], "USD");
}

TEST_F(PortfolioApiTest, IsUnavailableWithoutConsent) {
  ScoreCdnow();
  consent_.away = true;
  const auto answer = Get("purposes/newsletter");
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(answer.status()), "SERVICE_AWAY");
}

TEST_F(PortfolioApiTest, PassesAnUnknownPurposeOn) {
  ScoreCdnow();
  const auto answer = Get("purposes/other");
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(answer.status()), "PURPOSE_UNKNOWN");
  EXPECT_THAT(FieldsOf(Get("other")), ElementsAre("purpose"));
}

}  // namespace
}  // namespace bestand::scoring
