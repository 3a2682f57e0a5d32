#include "services/scoring/storage/report_series.h"

#include <gtest/gtest.h>

namespace bestand::scoring {
namespace {

TEST(ReportSeries, GiveBackEveryFigure) {
  const ModelReport report = {.tracking = {{-3, 4}, {1, 2}, {1.5, 2.5}, 1},
                              .repeats = {{5, 6}, {5.25, 5.75}},
                              .grid = {39, 90, {0, 2}, {0, 19.5}, {1, -1, -1, .5}, {.25, -1, -1, .125}},
                              .values = {5, {1, 2}, {1.25, 1.75}},
                              .so_far = {3, 60, 20, .5, .25, {0, .5, 1}},
                              .to_come = {4, 80, 20, .375, .125, {0, .25, 1}}};
  const Series series = SeriesOf(report);
  EXPECT_EQ(SeriesOf(ReportOf(series)), series);
  const ModelReport found = ReportOf(series);
  EXPECT_EQ(found.tracking.last_days, report.tracking.last_days);
  EXPECT_EQ(found.tracking.calibration_weeks, 1);
  EXPECT_EQ(found.repeats.actual, report.repeats.actual);
  EXPECT_EQ(found.grid.horizon_days, 90);
  EXPECT_EQ(found.grid.buys_again, report.grid.buys_again);
  EXPECT_EQ(found.values.width, 5);
  EXPECT_EQ(found.to_come.top_decile_share, .375);
  EXPECT_EQ(found.so_far.lorenz, report.so_far.lorenz);
  for (const auto& [name, numbers] : series) EXPECT_FALSE(numbers.empty()) << name;
}

TEST(ReportSeries, OfAModelWithoutReportAreEmpty) {
  const ModelReport none = ReportOf({});
  EXPECT_TRUE(none.tracking.last_days.empty());
  EXPECT_TRUE(none.grid.repeats.empty());
  EXPECT_TRUE(none.so_far.lorenz.empty());
}

}  // namespace
}  // namespace bestand::scoring
