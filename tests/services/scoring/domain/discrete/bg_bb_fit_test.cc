#include "services/scoring/domain/discrete/bg_bb_fit.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>

#include "common/error/error.h"
#include "tests/services/scoring/domain/cdnow.h"

namespace bestand::scoring {
namespace {

OpportunityHistories Donations() {
  std::ifstream file = OpenCdnow("donations.csv");
  OpportunityHistories data;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    for (char& c : line) c = c == ',' ? ' ' : c;
    std::istringstream fields(line);
    OpportunityHistory h{};
    int64_t customers = 0;
    fields >> h.purchases >> h.last >> h.opportunities >> customers;
    data.histories.push_back(h);
    data.customers.push_back(customers);
  }
  return data;
}

std::vector<double> ParametersOf(const BgBb& m) { return {m.alpha, m.beta, m.gamma, m.delta}; }

// Draws customers by the model's own assumptions.
class World {
 public:
  explicit World(uint64_t seed) : random_(seed) {}

  OpportunityHistories Draw(const BgBb& model, int customers, int least, int most) {
    OpportunityHistories data;
    std::uniform_int_distribution<int> opportunities(least, most);
    for (int i = 0; i < customers; ++i) {
      data.histories.push_back(
          One(Beta(model.alpha, model.beta), Beta(model.gamma, model.delta), opportunities(random_)));
      data.customers.push_back(1);
    }
    return data;
  }

  OpportunityHistory One(double buys, double leaves, int opportunities) {
    OpportunityHistory h{0, 0, opportunities};
    for (int t = 1; t <= opportunities && !Happens(leaves); ++t) {
      if (Happens(buys)) ++h.purchases, h.last = t;
    }
    return h;
  }

 private:
  double Gamma(double shape) { return std::gamma_distribution<>(shape, 1)(random_); }
  double Beta(double a, double b) {
    const double x = Gamma(a), y = Gamma(b);
    return x / (x + y);
  }
  bool Happens(double chance) { return std::uniform_real_distribution<>(0, 1)(random_) < chance; }

  std::mt19937_64 random_;
};

TEST(FitBgBb, FindsThePublishedFitOfTheDonations) {
  const auto start = std::chrono::steady_clock::now();
  const auto fit = FitBgBb(Donations());
  const auto ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(fit->customers, 11104);
  EXPECT_NEAR(fit->model.alpha, 1.204, .0005);
  EXPECT_NEAR(fit->model.beta, .750, .0005);
  EXPECT_NEAR(fit->model.gamma, .657, .0005);
  EXPECT_NEAR(fit->model.delta, 2.783, .0005);
  EXPECT_NEAR(fit->log_likelihood, -33225.58, .005);
  EXPECT_LT(fit->gradient, 1e-8);
  EXPECT_TRUE(fit->buying_identified && fit->dropout_identified);
  std::printf(
      "bg_bb: %.1f ms, %d iterations, gradient %.1e, alpha %.8f beta %.8f gamma %.8f delta %.8f LL %.6f\n",
      ms, fit->iterations, fit->gradient, fit->model.alpha, fit->model.beta, fit->model.gamma,
      fit->model.delta, fit->log_likelihood);
}

class SimulatedDonors : public testing::TestWithParam<BgBb> {};

TEST_P(SimulatedDonors, AreRecoveredWithinThreeStandardErrors) {
  const auto fit = FitBgBb(World(17).Draw(GetParam(), 12000, 5, 25));
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit->buying_identified && fit->dropout_identified);
  const auto found = ParametersOf(fit->model), truth = ParametersOf(GetParam());
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], truth[i], 3 * fit->standard_errors[i]) << i;
    EXPECT_LT(fit->standard_errors[i], .5 * truth[i]) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Scoring, SimulatedDonors,
                         testing::Values(BgBb{1.2, .75, .66, 2.8}, BgBb{.5, 3, .8, 6}, BgBb{3, 2, 1.5, 9},
                                         BgBb{.4, .6, .5, 1.5}));

TEST(FitBgBb, SaysWhenTheDropoutIsNotIdentified) {
  World world(5);
  OpportunityHistories loyal;
  for (int i = 0; i < 600; ++i) {
    loyal.histories.push_back(world.One(i % 2 ? .3 : .6, 0, 12));
    loyal.customers.push_back(1);
  }
  const auto fit = FitBgBb(loyal);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_FALSE(fit->dropout_identified);
  EXPECT_GT(*ProbabilityAlive(fit->model, {4, 12, 12}), .98);
  for (const double error : fit->standard_errors) EXPECT_TRUE(std::isfinite(error));
}

TEST(FitBgBb, SaysWhenEverybodyBuysAtEveryOpportunity) {
  const auto fit = FitBgBb({{{6, 6, 6}, {4, 4, 4}}, {400, 300}});
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_FALSE(fit->buying_identified);
  EXPECT_FALSE(fit->dropout_identified);
  EXPECT_GT(*ExpectedPurchases(fit->model, {6, 6, 6}, 5), 4.9);
}

TEST(FitBgBb, GivesTheSameBitsForAnyOrderAndThreads) {
  auto data = World(3).Draw({1.2, .75, .66, 2.8}, 3000, 5, 60);
  const auto one = *FitBgBb(data);
  std::reverse(data.histories.begin(), data.histories.end());
  const auto other = *FitBgBb(data, {.threads = 3});
  EXPECT_EQ(ParametersOf(one.model), ParametersOf(other.model));
  EXPECT_EQ(one.log_covariance, other.log_covariance);
}

TEST(FitBgBb, NamesWhatThereIsTooLittleOf) {
  const auto of = [](const OpportunityHistories& data) {
    const auto status = FitBgBb(data).status();
    return ReasonOf(status) + " " + FactsOf(status)["of"] + " " + FactsOf(status)["have"];
  };
  EXPECT_EQ(of({}), "TOO_FEW_CUSTOMERS customers 0");
  EXPECT_EQ(of({{{1, 1, 6}}, {19}}), "TOO_FEW_CUSTOMERS customers 19");
  EXPECT_EQ(of({{{0, 0, 6}, {1, 1, 6}}, {5000, 9}}), "TOO_FEW_CUSTOMERS repeat_buyers 9");
}

TEST(FitBgBb, RefusesRowsThatCannotBe) {
  for (const OpportunityHistories& data : {OpportunityHistories{{{1, 1, 6}, {2, 1, 6}}, {50, 50}},
                                           {{{1, 1, 6}, {1, 2, 6}}, {50, 0}},
                                           {{{1, 1, 6}}, {}}}) {
    EXPECT_EQ(ReasonOf(FitBgBb(data).status()), "HISTORY_OUT_OF_ORDER");
  }
  EXPECT_EQ(FactsOf(FitBgBb({{{1, 1, 6}, {2, 1, 6}}, {50, 50}}).status())["row"], "1");
}

TEST(FitBgBb, ConvergesOnAnythingThatCouldHaveHappened) {
  std::mt19937_64 random(29);
  const auto upTo = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
  for (int world = 0; world < 60; ++world) {
    OpportunityHistories data;
    const int rows = 1 + upTo(40), most = 1 + upTo(world % 10 == 0 ? 400 : 12);
    for (int i = 0; i < rows; ++i) {
      const int n = upTo(most), last = upTo(n);
      data.histories.push_back({last == 0 ? 0 : 1 + upTo(last - 1), last, n});
      data.customers.push_back(1 + upTo(300));
    }
    data.histories.push_back({1, 1, 1});
    data.customers.push_back(30);
    const auto fit = FitBgBb(data);
    ASSERT_TRUE(fit.ok()) << world << " " << fit.status();
    EXPECT_TRUE(std::isfinite(fit->log_likelihood)) << world;
    for (const double error : fit->standard_errors) EXPECT_TRUE(std::isfinite(error)) << world;
  }
}

TEST(FitBgBb, CanBeStopped) {
  const auto fit = FitBgBb(Donations(), {.keep_going = [](const FitProgress&) { return false; }});
  EXPECT_TRUE(absl::IsCancelled(fit.status()));
}

}  // namespace
}  // namespace bestand::scoring
