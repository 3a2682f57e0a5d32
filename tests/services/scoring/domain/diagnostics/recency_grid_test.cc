#include "services/scoring/domain/diagnostics/recency_grid.h"

#include <gtest/gtest.h>

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {
namespace {

constexpr ParetoNbd kPareto{.553276, 10.577613, .606213, 11.667906};

TEST(FillGrid, HoldsWhatThePredictionsSay) {
  const auto grid = *FillGrid(kPareto, {.age_days = 273, .horizon_days = 90, .most_repeats = 12});
  ASSERT_EQ(grid.repeats.size(), 13u);
  ASSERT_EQ(grid.recency_weeks.size(), 13u);
  ASSERT_EQ(grid.alive.size(), 169u);
  const size_t cell = 6 * 13 + 4;  // half of the time, 4 repeats
  EXPECT_EQ(grid.alive[cell], *ProbabilityAlive(kPareto, {4, 19.5, 39}));
  EXPECT_EQ(grid.buys_again[cell], 1 - *ProbabilityOfNoPurchase(kPareto, {4, 19.5, 39}, 90 / 7.));
}

TEST(FillGrid, LeavesOutHistoriesThatCannotBe) {
  const auto grid = *FillGrid(kPareto, {.age_days = 12, .horizon_days = 90, .most_repeats = 12});
  const auto cell = [&](size_t row, size_t column) { return grid.alive[row * 13 + column]; };
  EXPECT_GT(cell(0, 0), 0);
  EXPECT_EQ(cell(0, 1), RecencyGrid::kNoHistory);  // a repeat on the first day
  EXPECT_EQ(cell(3, 0), RecencyGrid::kNoHistory);  // no repeat, but a later last purchase
  EXPECT_GT(cell(3, 3), 0);
  EXPECT_EQ(cell(3, 4), RecencyGrid::kNoHistory);  // four purchase days in three days
  EXPECT_GT(cell(12, 12), cell(12, 0));
}

TEST(FillGrid, WidensItsStepsForFrequentBuyers) {
  const auto grid = *FillGrid(kPareto, {.age_days = 273, .horizon_days = 90, .most_repeats = 24});
  EXPECT_EQ(grid.repeats.back(), 24);
  EXPECT_EQ(grid.repeats.size(), 13u);
  EXPECT_EQ(ReasonOf(FillGrid(Nbd{0, 1}, {273, 90, 4}).status()), "MODEL_PARAMETER_INVALID");
}

TEST(UsualMostRepeats, LooksAwayFromTheFewBusiest) {
  EXPECT_EQ(UsualMostRepeats({}), 4);
  std::vector<int32_t> repeats(1000, 1);
  repeats[3] = 5000;
  EXPECT_EQ(UsualMostRepeats(repeats), 4);
  EXPECT_EQ(UsualMostRepeats(std::vector<int32_t>(10, 5000)), 24);
}

}  // namespace
}  // namespace bestand::scoring
