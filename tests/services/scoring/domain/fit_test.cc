#include "services/scoring/domain/fit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>

#include "common/error/error.h"
#include "services/scoring/domain/gamma_gamma.h"
#include "tests/services/scoring/domain/cdnow.h"

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

}  // namespace
}  // namespace bestand::scoring
