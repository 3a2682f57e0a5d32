#include "services/scoring/domain/fit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <random>

#include "common/error/error.h"
#include "services/scoring/domain/gamma_gamma.h"
#include "services/scoring/domain/likelihood.h"
#include "services/scoring/domain/predictions.h"
#include "tests/services/scoring/domain/cdnow.h"
#include "tests/services/scoring/domain/simulation.h"

namespace bestand::scoring {
namespace {

CompressedHistories CdnowHistories() { return *Compress(ReadCdnow().histories); }

void ExpectParameters(const std::vector<double>& found, const std::vector<double>& published,
                      double tolerance) {
  ASSERT_EQ(found.size(), published.size());
  for (size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], published[i], tolerance * published[i]);
}

struct Published {
  ModelKind kind;
  std::vector<double> parameters;
  double log_likelihood;
};

class PublishedFit : public testing::TestWithParam<Published> {};

TEST_P(PublishedFit, IsFoundOnCdnow) {
  const auto start = std::chrono::steady_clock::now();
  const auto fit = FitModel(GetParam().kind, CdnowHistories());
  const auto ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  ASSERT_TRUE(fit.ok()) << fit.status();
  RecordProperty("ms", std::to_string(ms));
  ExpectParameters(ParametersOf(fit->model), GetParam().parameters, 1e-4);
  if (GetParam().log_likelihood != 0) {
    EXPECT_NEAR(fit->log_likelihood, GetParam().log_likelihood, 1e-5);
  }
  EXPECT_LT(fit->gradient, 1e-8);
  EXPECT_TRUE(fit->dropout_identified);
  for (double error : fit->standard_errors) EXPECT_TRUE(error > 0 && std::isfinite(error));
  std::printf("%s: %.1f ms, %d iterations, gradient %.1e\n", std::string(NameOf(GetParam().kind)).c_str(), ms,
              fit->iterations, fit->gradient);
}

INSTANTIATE_TEST_SUITE_P(
    Scoring, PublishedFit,
    testing::Values(Published{ModelKind::kBgNbd, {.242593, 4.413532, .792886, 2.425753}, -9582.425561},
                    Published{ModelKind::kMbgNbd, {.524838, 6.182992, .891356, 1.613999}, -9582.132685},
                    Published{ModelKind::kParetoNbd, {.553276, 10.577613, .606213, 11.667906}, -9594.973930},
                    Published{ModelKind::kNbd, {.384768, 12.072085}, 0}));

TEST(FitGammaGamma, FindsThePublishedFitOnCdnow) {
  const Cdnow& cdnow = ReadCdnow();
  std::vector<int32_t> repeats;
  for (const auto& h : cdnow.histories) repeats.push_back(h.repeats);
  const auto fit = FitGammaGamma({repeats, cdnow.mean_value});
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(fit->repeat_buyers, 946);
  EXPECT_NEAR(fit->model.p, 6.25, .005);
  EXPECT_NEAR(fit->model.q, 3.74, .005);
  EXPECT_NEAR(fit->model.gamma, 15.44, .01);
  EXPECT_NEAR(fit->log_likelihood, -4055.92, .005);
  EXPECT_LT(fit->gradient, 1e-8);
}

class SimulatedWorld : public testing::TestWithParam<PurchaseModel> {};

TEST_P(SimulatedWorld, IsRecoveredWithinFourStandardErrors) {
  const PurchaseModel& truth = GetParam();
  const auto histories = *Compress(Simulation(11, 150).Draw(truth, 8000));
  const auto fit = FitModel(KindOf(truth), histories);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit->dropout_identified);
  const auto found = ParametersOf(fit->model), expected = ParametersOf(truth);
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], expected[i], 4 * fit->standard_errors[i]) << i;
    EXPECT_LT(fit->standard_errors[i], .6 * expected[i]) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Scoring, SimulatedWorld,
                         testing::Values(BgNbd{.8, 8, .7, 2.5}, BgNbd{2, 6, 1.5, 6}, MbgNbd{.8, 8, .7, 2.5},
                                         ParetoNbd{.8, 8, .6, 12}, ParetoNbd{1.5, 20, 1.2, 30}, Nbd{.5, 12}));

TEST(FitModel, SaysWhenTheDropoutIsNotIdentified) {
  const auto loyal = *Compress(Simulation(5, 60).Draw(Nbd{1.2, 4}, 600));
  for (const ModelKind kind : {ModelKind::kBgNbd, ModelKind::kMbgNbd, ModelKind::kParetoNbd}) {
    const auto fit = FitModel(kind, loyal);
    ASSERT_TRUE(fit.ok()) << fit.status();
    EXPECT_FALSE(fit->dropout_identified);
    EXPECT_NEAR(ParametersOf(fit->model)[0] / ParametersOf(fit->model)[1], 1.2 / 4, .05);
    for (double error : fit->standard_errors) EXPECT_TRUE(std::isfinite(error));
  }
}

bool SameBits(const std::vector<double>& one, const std::vector<double>& other) {
  return one.size() == other.size() &&
         std::memcmp(one.data(), other.data(), one.size() * sizeof(double)) == 0;
}

TEST(FitModel, GivesTheSameBitsOnOneThreadAndMany) {
  const auto histories = *Compress(Simulation(3, 150).Draw(ParetoNbd{.8, 8, .6, 12}, 9000));
  ASSERT_GT(histories.size(), 4096u);
  for (const ModelKind kind : AllModelKinds()) {
    const auto one = *FitModel(kind, histories, {.threads = 1});
    for (const int threads : {2, 5}) {
      const auto many = *FitModel(kind, histories, {.threads = threads});
      EXPECT_TRUE(SameBits(ParametersOf(one.model), ParametersOf(many.model)));
      EXPECT_TRUE(SameBits(one.log_covariance, many.log_covariance));
      EXPECT_TRUE(SameBits({one.log_likelihood}, {many.log_likelihood}));
    }
  }
}

TEST(FitModel, DoesNotDependOnTheOrderOfTheCustomers) {
  auto histories = ReadCdnow().histories;
  const auto one = *FitModel(ModelKind::kMbgNbd, *Compress(histories));
  std::reverse(histories.begin(), histories.end());
  const auto other = *FitModel(ModelKind::kMbgNbd, *Compress(histories));
  EXPECT_TRUE(SameBits(ParametersOf(one.model), ParametersOf(other.model)));
}

std::string TooFew(const std::vector<PurchaseHistory>& histories) {
  const auto fit = FitModel(ModelKind::kBgNbd, *Compress(histories));
  EXPECT_EQ(ReasonOf(fit.status()), "TOO_FEW_CUSTOMERS");
  const auto facts = FactsOf(fit.status());
  return facts.count("of") ? facts.at("of") + " " + facts.at("have") + " < " + facts.at("need") : "";
}

TEST(FitModel, NamesWhatThereIsTooLittleOf) {
  EXPECT_EQ(TooFew({}), "customers 0 < 20");
  EXPECT_EQ(TooFew(std::vector<PurchaseHistory>(19, {3, 10, 20})), "customers 19 < 20");
  EXPECT_EQ(TooFew(std::vector<PurchaseHistory>(500, {0, 0, 30})), "repeat_buyers 0 < 10");
  EXPECT_EQ(TooFew(std::vector<PurchaseHistory>(500, {0, 0, 0})), "repeat_buyers 0 < 10");
}

TEST(FitModel, SurvivesCustomersThatAreAllAlike) {
  for (const PurchaseHistory& h :
       {PurchaseHistory{3, 10, 20}, {3, 20, 20}, {1, 0, 20}, {900, 1, 300}, {2, 0, 0}}) {
    for (const ModelKind kind : AllModelKinds()) {
      const auto fit = FitModel(kind, *Compress(std::vector<PurchaseHistory>(100, h)));
      if (!fit.ok()) {
        EXPECT_EQ(ReasonOf(fit.status()), "FIT_NOT_CONVERGED");
        continue;
      }
      EXPECT_TRUE(std::isfinite(fit->log_likelihood));
      for (double error : fit->standard_errors) EXPECT_TRUE(std::isfinite(error));
    }
  }
}

TEST(FitModel, SurvivesRandomHistories) {
  std::mt19937_64 random(23);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int world = 0; world < 20; ++world) {
    std::vector<PurchaseHistory> histories;
    const double most = std::exp(7 * unit(random)), oldest = std::exp(6 * unit(random) + 1);
    for (int i = 0; i < 60; ++i) {
      const double age = oldest * unit(random);
      const int repeats = static_cast<int>(most * unit(random));
      histories.push_back({repeats, repeats > 0 ? age * unit(random) : 0, age});
    }
    for (const ModelKind kind : AllModelKinds()) {
      const auto fit = FitModel(kind, *Compress(histories));
      if (!fit.ok()) {
        EXPECT_TRUE(ReasonOf(fit.status()) == "TOO_FEW_CUSTOMERS") << world << NameOf(kind) << fit.status();
        continue;
      }
      EXPECT_TRUE(std::isfinite(fit->log_likelihood));
      EXPECT_LT(fit->gradient, 1e-5) << world << NameOf(kind);
      for (double error : fit->standard_errors) EXPECT_TRUE(std::isfinite(error));
    }
  }
}

TEST(FitModel, ReportsProgressAndStopsWhenAsked) {
  int asked = 0;
  const auto fit =
      FitModel(ModelKind::kBgNbd, CdnowHistories(), {.keep_going = [&](const FitProgress& progress) {
                 EXPECT_EQ(progress.iteration, ++asked);
                 return asked < 3;
               }});
  EXPECT_TRUE(absl::IsCancelled(fit.status()));
  EXPECT_EQ(asked, 3);
}

class ExactSlopes : public testing::TestWithParam<ModelKind> {};

TEST_P(ExactSlopes, AgreeWithDifferences) {
  const auto histories = CdnowHistories();
  const int regularity = ParameterNames(GetParam())[0] == "k" ? 3 : 1;
  const auto objective = MeanLogLikelihood(GetParam(), LikelihoodData{histories, 1, regularity});
  const size_t size = ParameterNames(GetParam()).size() - (regularity > 1 ? 1 : 0);
  Eigen::VectorXd at(5);
  at << -.5, 2.6, -.2, 1.3, .4;
  at.conservativeResize(static_cast<Eigen::Index>(size));
  const Evaluation exact = objective(at, true);
  const double h = 1e-5;
  for (Eigen::Index i = 0; i < at.size(); ++i) {
    Eigen::VectorXd up = at, down = at;
    up[i] += h, down[i] -= h;
    const Evaluation above = objective(up, false), below = objective(down, false);
    EXPECT_NEAR(exact.gradient[i], (above.value - below.value) / (2 * h), 1e-8);
    for (Eigen::Index j = 0; j < at.size(); ++j) {
      EXPECT_NEAR(exact.hessian(i, j), (above.gradient[j] - below.gradient[j]) / (2 * h), 1e-8);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Scoring, ExactSlopes,
                         testing::ValuesIn(AllModelKinds().begin(), AllModelKinds().end()));

TEST(MeanLogLikelihood, IsTheMeanOfTheSingleOnes) {
  const auto histories = CdnowHistories();
  const ParetoNbd model{.553, 10.578, .606, 11.669};
  double sum = 0;
  for (const auto& h : ReadCdnow().histories) sum += *LogLikelihood(model, h);
  const Eigen::Vector4d logs(std::log(.553), std::log(10.578), std::log(.606), std::log(11.669));
  EXPECT_NEAR(MeanLogLikelihood(ModelKind::kParetoNbd, histories, 1)(logs, false).value * 2357, sum, 1e-8);
}

TEST(Compress, KeepsEveryCustomerOnce) {
  const auto histories = CdnowHistories();
  EXPECT_EQ(histories.TotalCustomers(), 2357);
  EXPECT_EQ(histories.RepeatBuyers(), 946);
  EXPECT_EQ(histories.size(), 1016u);
}

TEST(Compress, NamesTheRowThatCannotBe) {
  const std::vector<PurchaseHistory> histories{{1, 1, 2}, {1, 3, 2}};
  const auto refused = Compress(histories).status();
  EXPECT_EQ(ReasonOf(refused), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(FactsOf(refused)["row"], "1");
}

std::vector<double> DrawMeans(std::mt19937_64& random, const std::vector<int32_t>& repeats,
                              const GammaGamma& truth) {
  std::vector<double> means;
  for (int x : repeats) {
    const double rate = std::gamma_distribution<>(truth.q, 1 / truth.gamma)(random);
    means.push_back(x == 0 ? 0 : std::gamma_distribution<>(truth.p * x, 1 / (rate * x))(random));
  }
  return means;
}

TEST(FitGammaGamma, RecoversASimulatedWorldInMinorUnits) {
  std::mt19937_64 random(31);
  std::vector<int32_t> repeats(6000);
  for (auto& x : repeats) x = std::poisson_distribution<>(2)(random);
  const GammaGamma truth{4, 3, 2500};
  const auto means = DrawMeans(random, repeats, truth);
  const auto fit = FitGammaGamma({repeats, means});
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_NEAR(fit->model.p, 4, 4 * fit->standard_errors[0]);
  EXPECT_NEAR(fit->model.q, 3, 4 * fit->standard_errors[1]);
  EXPECT_NEAR(fit->model.gamma, 2500, 4 * fit->standard_errors[2]);
  EXPECT_TRUE(fit->mean_exists && fit->spread_identified);
  EXPECT_LT(std::abs(fit->frequency_correlation), .1);
  const auto many = FitGammaGamma({repeats, means}, {.threads = 4});
  EXPECT_EQ(std::memcmp(&fit->model, &many->model, sizeof(GammaGamma)), 0);
}

TEST(FitGammaGamma, RefusesTooFewAndImpossibleRows) {
  const std::vector<int32_t> repeats{1, 2, 0};
  const std::vector<double> values{5, 6, 0};
  EXPECT_EQ(ReasonOf(FitGammaGamma({repeats, values}).status()), "TOO_FEW_CUSTOMERS");
  EXPECT_EQ(ReasonOf(FitGammaGamma({}).status()), "TOO_FEW_CUSTOMERS");
  const std::vector<double> negative{5, -6, 0};
  EXPECT_EQ(ReasonOf(FitGammaGamma({repeats, negative}).status()), "HISTORY_OUT_OF_ORDER");
}

TEST(FitGammaGamma, SurvivesEqualValues) {
  const std::vector<int32_t> repeats(50, 2);
  const std::vector<double> values(50, 1999);
  const auto fit = FitGammaGamma({repeats, values});
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_FALSE(fit->spread_identified);
  EXPECT_NEAR(*ExpectedValue(fit->model, 2, 1999), 1999, 20);
}

}  // namespace
}  // namespace bestand::scoring
