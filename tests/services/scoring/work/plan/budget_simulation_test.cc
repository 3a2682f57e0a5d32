#include "services/scoring/work/plan/budget_simulation.h"

#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

class BudgetSimulationTest : public ScoringTest {
 protected:
  static SimulationQuery Cents(int64_t cost) { return {.currency = "USD", .contact_cost_minor = cost}; }
  Simulation Simulate(const SimulationQuery& query) {
    const auto simulation = simulations_.Simulate(query);
    EXPECT_TRUE(simulation.ok()) << simulation.status();
    return simulation.ok() ? *simulation : Simulation{};
  }

  BudgetSimulations simulations_{reader_, models_, consent_};
};

TEST_F(BudgetSimulationTest, RisesEverMoreSlowlyAndMarksTheBest) {
  ScoreCdnow();
  const Simulation simulation = Simulate(Cents(20));
  EXPECT_EQ(simulation.customers, 2357);
  ASSERT_GE(simulation.rows.size(), 5u);
  int64_t most = 0;
  for (size_t i = 0; i < simulation.rows.size(); ++i) {
    const BudgetRow& row = simulation.rows[i];
    EXPECT_EQ(row.budget_minor, row.contacts * 20);
    EXPECT_EQ(row.net_minor, row.value_minor - row.budget_minor);
    EXPECT_LE(row.customers, row.contacts);
    most = std::max(most, row.net_minor);
    EXPECT_LE(row.marginal_return, simulation.rows[i > 0 ? i - 1 : 0].marginal_return);
  }
  for (const BudgetRow& row : simulation.rows) {
    if (!row.best) continue;
    EXPECT_EQ(row.net_minor, most);
    EXPECT_LE(row.marginal_return, 1);
  }
}

// The longer the silence, the more a customer gains by buying today; right after a purchase, nothing.
TEST_F(BudgetSimulationTest, StakesOnWhoSleeps) {
  ScoreCdnow();
  const auto stake_of = [&](const std::string& customer) {
    consent_.addressable = {customer};
    return Simulate({.purpose_id = "newsletter", .currency = "USD", .contact_cost_minor = 1}).stake_minor;
  };
  int64_t asleep = 0, awake = 0, sleepers = 0, wakers = 0;
  const auto scores = reader_.List(1, "", 200);
  for (const CustomerScore& score : *scores) {
    if (score.summary.repeats < 2) continue;
    const int64_t part =
        1000 * stake_of(score.summary.customer_id) / std::max<int64_t>(score.clv_60_months_minor, 1);
    if (score.buys_again < .2) asleep += part, ++sleepers;
    if (score.buys_again > .7) awake += part, ++wakers;
  }
  ASSERT_GT(sleepers, 0);
  ASSERT_GT(wakers, 0);
  EXPECT_GT(asleep / sleepers, 3 * (awake / wakers));
}

TEST_F(BudgetSimulationTest, ShowsTheBudgetsAskedForAndTheBest) {
  ScoreCdnow();
  SimulationQuery query = Cents(20);
  query.budgets_minor = {0, 1999, 1'000'000'000};
  const Simulation simulation = Simulate(query);
  ASSERT_EQ(simulation.rows.size(), 4u);
  EXPECT_EQ(simulation.rows[0].value_minor, 0);
  EXPECT_EQ(simulation.rows[1].contacts, 99);
  EXPECT_EQ(simulation.rows[3].marginal_return, 0);  // everybody had as many contacts as may be
  EXPECT_LE(simulation.rows[3].contacts, 3 * 2357);
}

TEST_F(BudgetSimulationTest, ContactsNobodyWhenItCostsMoreThanItBrings) {
  ScoreCdnow();
  const Simulation simulation = Simulate(Cents(100'000'000));
  ASSERT_FALSE(simulation.rows.empty());
  EXPECT_TRUE(simulation.rows[0].best);
  EXPECT_EQ(simulation.rows[0].contacts, 0);
  EXPECT_LT(simulation.rows.back().net_minor, 0);
}

TEST_F(BudgetSimulationTest, CountsOnlyWhomConsentNames) {
  ScoreCdnow();
  consent_.addressable = {"0001", "0002"};
  SimulationQuery query = Cents(1);
  query.purpose_id = "newsletter";
  const Simulation simulation = Simulate(query);
  EXPECT_EQ(simulation.customers, 2);
  EXPECT_EQ(simulation.blocked_customers, 2355);
  EXPECT_GT(simulation.blocked.net_minor, 0);
  consent_.away = true;
  EXPECT_EQ(ReasonOf(simulations_.Simulate(query).status()), "SERVICE_AWAY");
}

TEST_F(BudgetSimulationTest, RefusesAnotherCurrency) {
  EXPECT_EQ(ReasonOf(simulations_.Simulate(Cents(1)).status()), "NO_SCORES");
  ScoreCdnow();
  SimulationQuery query = Cents(1);
  query.currency = "EUR";
  EXPECT_EQ(ReasonOf(simulations_.Simulate(query).status()), "CURRENCY_MIXED");
  EXPECT_EQ(ReasonOf(simulations_.Simulate(Cents(0)).status()), "FIELD_INVALID");
}

}  // namespace
}  // namespace bestand::scoring
