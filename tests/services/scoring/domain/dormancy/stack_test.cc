#include "services/scoring/domain/dormancy/stack.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

struct World {
  std::vector<Signals> signals;
  std::vector<uint8_t> bought;
  StackCohort Cohort() const { return {signals, bought}; }
};

// Customers who buy or not by a known stack; complaints are rare.
World Simulate(const DormancyStack& truth, int customers) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  World world;
  for (int i = 0; i < customers; ++i) {
    Signals signals;
    for (size_t s = 0; s < static_cast<size_t>(Signal::kReturned); ++s) signals[s] = normal(random);
    signals[Signal::kComplaint] = uniform(random) < .05;
    world.signals.push_back(signals);
    world.bought.push_back(uniform(random) > 1 / (1 + std::exp(-LogOddsOf(truth, signals))));
  }
  return world;
}

TEST(FitStack, FindsTheWeightsOfASimulatedWorld) {
  DormancyStack truth = UntrainedStack();
  truth.intercept = .3;
  truth.weight[Signal::kSilence] = .8;
  truth.weight[Signal::kRhythm] = -.5;
  const World world = Simulate(truth, 40'000);
  const StackCohort cohort = world.Cohort();
  const DormancyStack found = *FitStack({&cohort, 1});
  EXPECT_TRUE(found.trained);
  EXPECT_NEAR(found.intercept, .3, .05);
  EXPECT_NEAR(found.weight[Signal::kModel], 1, .05);
  EXPECT_NEAR(found.weight[Signal::kSilence], .8, .05);
  EXPECT_NEAR(found.weight[Signal::kRhythm], -.5, .05);
  EXPECT_NEAR(found.weight[Signal::kSpending], 0, .05);
}

TEST(FitStack, MovesAssumptionsOnlyAsFarAsTheDataSay) {
  DormancyStack truth = UntrainedStack();
  truth.weight[Signal::kComplaint] = 2;
  const double assumed = UntrainedStack().weight[Signal::kComplaint];
  const auto learned = [&](int customers) {
    const World world = Simulate(truth, customers);
    const StackCohort cohort = world.Cohort();
    return FitStack({&cohort, 1})->weight[Signal::kComplaint];
  };
  EXPECT_GT(learned(40'000), 1.8);
  EXPECT_GT(learned(800), assumed);
  EXPECT_LT(learned(800), 1.5);
  // Nobody ever returned a basket: nothing is learned about it.
  const World world = Simulate(truth, 800);
  const StackCohort cohort = world.Cohort();
  EXPECT_NEAR(FitStack({&cohort, 1})->weight[Signal::kReturned], std::log(1.5), 1e-9);
}

TEST(FitStack, GivesTheSameBitsAgain) {
  const World world = Simulate(UntrainedStack(), 3000);
  const StackCohort cohort = world.Cohort();
  const DormancyStack one = *FitStack({&cohort, 1}), other = *FitStack({&cohort, 1});
  for (size_t i = 0; i < kSignals; ++i) EXPECT_EQ(one.weight[i], other.weight[i]);
  EXPECT_EQ(one.intercept, other.intercept);
}

TEST(FitStack, NeedsBuyersAndOthers) {
  World world = Simulate(UntrainedStack(), 400);
  for (uint8_t& bought : world.bought) bought = 1;
  const StackCohort cohort = world.Cohort();
  EXPECT_EQ(ReasonOf(FitStack({&cohort, 1}).status()), "TOO_FEW_CUSTOMERS");
  EXPECT_EQ(ReasonOf(FitStack({}).status()), "TOO_FEW_CUSTOMERS");
}

// Outcomes that a line separates, signals that are equal for all, huge, or unknown: still an answer.
TEST(FitStack, SettlesOnDataThatDegenerate) {
  World world = Simulate(UntrainedStack(), 600);
  for (size_t i = 0; i < world.signals.size(); ++i) {
    world.signals[i][Signal::kModel] = world.bought[i] ? -36 : 36;
    world.signals[i][Signal::kSilence] = 3;
    world.signals[i][Signal::kGapRatio] = i % 2 ? 1e6 : -1e6;
    world.signals[i][Signal::kRhythm] = std::numeric_limits<double>::quiet_NaN();
  }
  const StackCohort cohort = world.Cohort();
  const auto found = FitStack({&cohort, 1});
  ASSERT_TRUE(found.ok()) << found.status();
  for (size_t i = 0; i < kSignals; ++i) EXPECT_TRUE(std::isfinite(found->weight[i])) << i;
  EXPECT_EQ(found->weight[Signal::kRhythm], 0);
}

TEST(LogOddsOf, TakesTheCentreForWhatIsNotKnown) {
  DormancyStack stack = UntrainedStack();
  stack.weight[Signal::kSpending] = 2;
  stack.centre[Signal::kSpending] = 5;
  Signals signals;
  signals[Signal::kModel] = .7;
  signals[Signal::kSpending] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_DOUBLE_EQ(LogOddsOf(stack, signals), .7);
  signals[Signal::kSpending] = 6;
  EXPECT_DOUBLE_EQ(LogOddsOf(stack, signals), 2.7);
}

}  // namespace
}  // namespace bestand::scoring
