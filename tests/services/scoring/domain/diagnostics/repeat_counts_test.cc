#include "services/scoring/domain/diagnostics/repeat_counts.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"
#include "tests/services/scoring/domain/cdnow.h"

namespace bestand::scoring {
namespace {

constexpr BgNbd kBg{.242593, 4.413532, .792886, 2.425753};
constexpr ParetoNbd kPareto{.553276, 10.577613, .606213, 11.667906};

double LogBeta(double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

// Fader, Hardie, Lee (2005), eq. 8.
double ClosedForm(const BgNbd& m, int x, double t) {
  const auto term = [&](int j) {
    return std::exp(std::lgamma(m.r + j) - std::lgamma(m.r) - std::lgamma(j + 1.) +
                    m.r * std::log(m.alpha / (m.alpha + t)) + j * std::log(t / (m.alpha + t)));
  };
  double probability = std::exp(LogBeta(m.a, m.b + x) - LogBeta(m.a, m.b)) * term(x);
  if (x == 0) return probability;
  double below = 0;
  for (int j = 0; j < x; ++j) below += term(j);
  return probability + std::exp(LogBeta(m.a + 1, m.b + x - 1) - LogBeta(m.a, m.b)) * (1 - below);
}

TEST(RepeatProbabilities, AgreeWithTheClosedFormOfBgNbd) {
  for (const double weeks : {.5, 5., 38.86, 520.}) {
    const auto found = *RepeatProbabilities(kBg, weeks, 8);
    for (int x = 0; x < 7; ++x) EXPECT_NEAR(found[x], ClosedForm(kBg, x, weeks), 1e-9) << weeks << " " << x;
  }
}

TEST(RepeatProbabilities, AddUpToTheExpectedRepeatsOfEveryModel) {
  for (const PurchaseModel& model :
       {PurchaseModel(kBg), PurchaseModel(MbgNbd{.524838, 6.182992, .891356, 1.613999}),
        PurchaseModel(kPareto), PurchaseModel(Nbd{.384768, 12.072085})}) {
    const auto found = *RepeatProbabilities(model, 30, 200);
    double mean = 0;
    for (size_t x = 0; x < found.size(); ++x) mean += static_cast<double>(x) * found[x];
    EXPECT_NEAR(std::accumulate(found.begin(), found.end(), 0.), 1, 1e-9);
    EXPECT_NEAR(mean, *ExpectedPurchasesOfNewcomer(model, {30}), 1e-6) << NameOf(model.kind);
  }
}

TEST(RepeatProbabilities, AreCertainOnTheFirstDay) {
  EXPECT_EQ(*RepeatProbabilities(kPareto, 0, 3), (std::vector<double>{1, 0, 0}));
}

TEST(RepeatProbabilities, RefuseWhatCannotBe) {
  EXPECT_EQ(ReasonOf(RepeatProbabilities(Nbd{0, 1}, 3, 3).status()), "MODEL_PARAMETER_INVALID");
  EXPECT_EQ(ReasonOf(RepeatProbabilities(Nbd{1, 1}, -3, 3).status()), "HISTORY_OUT_OF_ORDER");
}

// The chi-squared of the papers' histogram: 4.82 with BG/NBD, 11.99 with Pareto/NBD.
double ChiSquared(const PurchaseModel& model) {
  const Cdnow& cdnow = ReadCdnow();
  const auto found = *CountRepeats(model, cdnow.repeats, CohortsOf(cdnow.age_days));
  EXPECT_EQ(found.actual, (std::vector<int64_t>{1411, 439, 214, 100, 62, 38, 29, 64}));
  double sum = 0;
  for (size_t x = 0; x < found.actual.size(); ++x) {
    sum += std::pow(static_cast<double>(found.actual[x]) - found.expected[x], 2) / found.expected[x];
  }
  return sum;
}

TEST(CountRepeats, FindsThePublishedHistogramOfCdnow) {
  EXPECT_NEAR(ChiSquared(kBg), 4.82, .05);
  EXPECT_NEAR(ChiSquared(kPareto), 11.99, .05);
}

TEST(Merged, KeepsCustomersAndMeanAge) {
  const std::vector<int32_t> ages = {10, 10, 20, 30, 30, 30, 31, 36'500};
  const Cohorts cohorts = CohortsOf(ages);
  EXPECT_EQ(cohorts.ages_days, (std::vector<int32_t>{36'500, 31, 30, 20, 10}));
  EXPECT_EQ(cohorts.customers, (std::vector<int64_t>{1, 1, 3, 1, 2}));
  const Cohorts merged = Merged(cohorts, 3);
  EXPECT_LE(merged.size(), 4u);
  EXPECT_EQ(merged.TotalCustomers(), 8);
  EXPECT_EQ(Merged(cohorts, 1000).ages_days, cohorts.ages_days);
}

}  // namespace
}  // namespace bestand::scoring
