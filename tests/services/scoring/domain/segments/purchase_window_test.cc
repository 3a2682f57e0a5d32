#include "services/scoring/domain/segments/purchase_window.h"

#include <cmath>

#include "common/error/error.h"
#include "gtest/gtest.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {
namespace {

constexpr double kShape = .243, kRate = 4.414;
const PurchaseModel kBg{ModelKind::kBgNbd, {kShape, kRate, .793, 2.426}};

// Of those who stay, the time of the next purchase is Lomax: its quantiles in closed form.
double LomaxDay(double level, int repeats, int recency_days) {
  const double shape = kShape + repeats, scale = kRate + recency_days / kDaysPerWeek;
  const double ever = 1 - std::pow(scale / (scale + kFarthestReturnDays / kDaysPerWeek), shape);
  return scale * (std::pow(1 - level * ever, -1 / shape) - 1) * kDaysPerWeek;
}

TEST(WindowOf, IsTheQuantilesOfTheLomaxDistributionInBgNbd) {
  for (const auto& [repeats, recency] : {std::pair{1, 20}, {3, 90}, {12, 360}, {50, 350}}) {
    const auto window = WindowOf(kBg, repeats, recency);
    ASSERT_TRUE(window.ok() && window->has_value()) << window.status();
    EXPECT_EQ((*window)->opens_after_days, std::ceil(LomaxDay(kWindowOpens, repeats, recency)));
    EXPECT_EQ((*window)->closes_after_days, std::ceil(LomaxDay(kWindowCloses, repeats, recency)));
  }
}

TEST(WindowOf, IsNarrowerForBusierCustomersInEveryModel) {
  for (const PurchaseModel& model : {kBg, PurchaseModel{ModelKind::kMbgNbd, {.525, 6.183, .891, 1.614}},
                                     PurchaseModel{ModelKind::kParetoNbd, {.553, 10.578, .606, 11.669}}}) {
    const auto seldom = **WindowOf(model, 2, 300), often = **WindowOf(model, 20, 300);
    EXPECT_LT(often.opens_after_days, seldom.opens_after_days);
    EXPECT_LT(often.closes_after_days, seldom.closes_after_days);
    EXPECT_LT(often.opens_after_days, 15);
    EXPECT_GT(often.closes_after_days, 15);  // the mean gap
  }
}

TEST(WindowOf, OnePurchaseShowsNoRhythm) { EXPECT_FALSE((*WindowOf(kBg, 0, 0)).has_value()); }

TEST(WindowOf, RefusesWhatCannotBe) {
  EXPECT_EQ(ReasonOf(WindowOf(kBg, -1, 0).status()), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(ReasonOf(WindowOf(kBg, 0, 5).status()), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(ReasonOf(WindowOf({ModelKind::kBgNbd, {-1, 1, 1, 1}}, 1, 5).status()), "MODEL_PARAMETER_INVALID");
}

}  // namespace
}  // namespace bestand::scoring
