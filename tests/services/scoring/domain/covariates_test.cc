#include "services/scoring/domain/covariates.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <map>
#include <random>

#include "common/error/error.h"
#include "tests/services/scoring/domain/simulation.h"

namespace bestand::scoring {
namespace {

struct World {
  std::vector<PurchaseHistory> histories;
  std::vector<double> values;

  CovariateData Data() const { return {histories, values, 2}; }
};

// Half of the customers came by a recommendation; a first basket of five sizes.
World Draw(const CovariateFit& truth, int customers) {
  std::mt19937_64 random(41);
  Simulation simulation(43, 130);
  World world;
  for (int i = 0; i < customers; ++i) {
    const std::vector<double> z{static_cast<double>(random() % 2), static_cast<double>(random() % 5) / 2 - 1};
    world.histories.push_back(simulation.Draw(ModelFor(truth, z), 1)[0]);
    world.values.insert(world.values.end(), z.begin(), z.end());
  }
  return world;
}

void ExpectNear(const std::vector<double>& found, const std::vector<double>& errors,
                const std::vector<double>& truth) {
  ASSERT_EQ(found.size(), truth.size());
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], truth[i], 3 * errors[i]) << i;
    EXPECT_LT(errors[i], .25 * std::max(1., truth[i])) << i;
  }
}

class Covariates : public testing::TestWithParam<CovariateFit> {};

TEST_P(Covariates, AreRecoveredWithinThreeStandardErrors) {
  const CovariateFit& truth = GetParam();
  const World world = Draw(truth, 4000);
  const auto fit = FitWithCovariates(KindOf(truth.base.model), world.Data());
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_LT(fit->base.gradient, 1e-6);
  ExpectNear(ParametersOf(fit->base.model), fit->base.standard_errors, ParametersOf(truth.base.model));
  ExpectNear(fit->rate_effects, fit->rate_errors, truth.rate_effects);
  ExpectNear(fit->leaving_effects, fit->leaving_errors, truth.leaving_effects);
  ExpectNear(fit->staying_effects, fit->staying_errors, truth.staying_effects);
  const auto plain = *FitModel(KindOf(truth.base.model), *Compress(world.histories));
  EXPECT_GT(fit->base.log_likelihood, plain.log_likelihood + 20);
}

INSTANTIATE_TEST_SUITE_P(Scoring, Covariates,
                         testing::Values(CovariateFit{.base = {.model = ParetoNbd{.9, 8, .8, 12}},
                                                      .rate_effects = {.6, -.3},
                                                      .leaving_effects = {-.7, .4}},
                                         CovariateFit{.base = {.model = BgNbd{.9, 6, .9, 2.5}},
                                                      .rate_effects = {.5, .3},
                                                      .leaving_effects = {.4, -.3},
                                                      .staying_effects = {.2, .3}},
                                         CovariateFit{.base = {.model = MbgNbd{.9, 6, .9, 2.5}},
                                                      .rate_effects = {.5, -.3},
                                                      .leaving_effects = {-.3, .3},
                                                      .staying_effects = {.3, .2}}));

TEST(FitWithCovariates, OfNoInfluenceIsThePlainFit) {
  Simulation simulation(3, 100);
  const auto histories = simulation.Draw(MbgNbd{.8, 8, .7, 2.5}, 800);
  const std::vector<double> zeros(histories.size(), 0);
  const auto fit = FitWithCovariates(ModelKind::kMbgNbd, {histories, zeros, 1});
  ASSERT_TRUE(fit.ok()) << fit.status();
  const auto plain = *FitModel(ModelKind::kMbgNbd, *Compress(histories));
  EXPECT_NEAR(fit->base.log_likelihood, plain.log_likelihood, 1e-8);
  EXPECT_EQ(fit->rate_effects[0], 0);
}

TEST(FitWithCovariates, GivesTheSameBitsOnThreeThreads) {
  const CovariateFit truth{.base = {.model = MbgNbd{.9, 6, .9, 2.5}},
                           .rate_effects = {.5, -.3},
                           .leaving_effects = {0, 0},
                           .staying_effects = {0, 0}};
  const World world = Draw(truth, 900);
  const auto one = *FitWithCovariates(ModelKind::kMbgNbd, world.Data(), {.threads = 1});
  const auto many = *FitWithCovariates(ModelKind::kMbgNbd, world.Data(), {.threads = 3});
  EXPECT_EQ(std::memcmp(one.rate_effects.data(), many.rate_effects.data(), 16), 0);
  EXPECT_EQ(one.base.log_likelihood, many.base.log_likelihood);
}

TEST(FitWithCovariates, RefusesWhatCannotBeByName) {
  const std::vector<PurchaseHistory> histories(30, {1, 5, 10});
  const std::vector<double> values(30, 1), infinite(30, INFINITY);
  const auto parameter = [](const auto& fit) {
    EXPECT_EQ(ReasonOf(fit.status()), "MODEL_PARAMETER_INVALID");
    return FactsOf(fit.status())["parameter"];
  };
  EXPECT_EQ(parameter(FitWithCovariates(ModelKind::kNbd, {histories, values, 1})), "family");
  EXPECT_EQ(parameter(FitWithCovariates(ModelKind::kBgNbd, {histories, values, 0})), "columns");
  EXPECT_EQ(parameter(FitWithCovariates(ModelKind::kBgNbd, {histories, values, 2})), "values");
  EXPECT_EQ(parameter(FitWithCovariates(ModelKind::kBgNbd, {histories, infinite, 1})), "values");
  EXPECT_EQ(ReasonOf(FitWithCovariates(ModelKind::kBgNbd, {{}, {}, 1}).status()), "TOO_FEW_CUSTOMERS");
}

TEST(FitGroups, IsTheFitOfTheCustomersOfAllGroups) {
  const CovariateFit truth{.base = {.model = BgNbd{.9, 6, .9, 2.5}},
                           .rate_effects = {.5, .3},
                           .leaving_effects = {.4, -.3},
                           .staying_effects = {.2, .3}};
  const World world = Draw(truth, 900);
  std::map<std::vector<double>, std::vector<PurchaseHistory>> members;
  for (size_t i = 0; i < world.histories.size(); ++i) {
    members[{world.values[2 * i], world.values[2 * i + 1]}].push_back(world.histories[i]);
  }
  std::vector<CovariateGroup> groups{{{7, 7}, {}}};  // nobody has these
  for (const auto& [z, histories] : members) groups.push_back({z, *Compress(histories)});
  const auto grouped = FitGroups(ModelKind::kBgNbd, *Compress(world.histories), std::move(groups));
  ASSERT_TRUE(grouped.ok()) << grouped.status();
  const auto whole = *FitWithCovariates(ModelKind::kBgNbd, world.Data());
  EXPECT_EQ(grouped->rate_effects, whole.rate_effects);
  EXPECT_EQ(grouped->base.log_likelihood, whole.base.log_likelihood);
  EXPECT_NEAR(std::sqrt(grouped->covariance[4 * 10 + 4]), grouped->rate_errors[0], 1e-12);
}

// The model of one group has the uncertainty that the base and the effects give it together.
TEST(FitFor, PutsBaseAndEffectsTogether) {
  CovariateFit fit{};
  fit.base.model = BgNbd{.243, 4.414, .793, 2.426};
  fit.rate_effects = {.5};
  fit.leaving_effects = {.1};
  fit.staying_effects = {-.2};
  fit.covariance.assign(49, 0);
  for (size_t i = 0; i < 7; ++i) fit.covariance[i * 7 + i] = .01;
  fit.covariance[1 * 7 + 4] = fit.covariance[4 * 7 + 1] = .004;  // alpha and the rate effect
  const double yes[] = {1}, no[] = {0};
  const ModelFit one = FitFor(fit, yes), base = FitFor(fit, no);
  EXPECT_NEAR(one.log_covariance[1 * 4 + 1], .01 + .01 - 2 * .004, 1e-15);
  EXPECT_NEAR(one.log_covariance[2 * 4 + 2], .02, 1e-15);
  EXPECT_NEAR(base.log_covariance[1 * 4 + 1], .01, 1e-15);
  EXPECT_NEAR(one.model.parameters[1], 4.414 * std::exp(-.5), 1e-12);
  EXPECT_NEAR(one.standard_errors[0], .243 * .1, 1e-12);
}

}  // namespace
}  // namespace bestand::scoring
