#include "services/scoring/domain/diagnostics/tracking.h"

#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"
#include "tests/services/scoring/domain/cdnow.h"

namespace bestand::scoring {
namespace {

constexpr BgNbd kBg{.242593, 4.413532, .792886, 2.425753};
const int32_t kEnd = DayNumber(19970930), kLast = DayNumber(19980630);

RepeatDays CdnowRepeats() {
  std::map<int, std::set<int>> days;
  std::ifstream file = OpenCdnow("CDNOW_sample.txt");
  int master = 0, id = 0, date = 0, count = 0;
  for (double value = 0; file >> master >> id >> date >> count >> value;) days[id].insert(DayNumber(date));
  std::map<int32_t, int64_t> repeats;
  for (const auto& [customer, bought] : days) {
    for (auto day = std::next(bought.begin()); day != bought.end(); ++day) ++repeats[*day];
  }
  RepeatDays columns;
  for (const auto& [day, customers] : repeats) {
    columns.days.push_back(day);
    columns.customers.push_back(customers);
  }
  return columns;
}

double Sum(const std::vector<double>& column, int from, int to) {
  return std::accumulate(column.begin() + from, column.begin() + to, 0.);
}

TEST(Track, FollowsCdnowAsInThePaper) {
  const auto found = *Track(kBg, CohortsOf(ReadCdnow().age_days), CdnowRepeats(), {kEnd, kLast});
  EXPECT_EQ(found.calibration_weeks, 39);
  ASSERT_EQ(found.actual.size(), 78u);
  EXPECT_EQ(found.last_days[38], kEnd);
  EXPECT_EQ(found.last_days[77], kLast);
  EXPECT_EQ(Sum(found.actual, 39, 78), 1882);
  EXPECT_EQ(Sum(found.actual, 0, 39),
            std::accumulate(ReadCdnow().repeats.begin(), ReadCdnow().repeats.end(), 0));
  // Figure 3: cumulative tracking errs by less than 4 % until the end, below what was bought.
  const double ratio = Sum(found.expected, 0, 78) / Sum(found.actual, 0, 78);
  EXPECT_LT(ratio, 1);
  EXPECT_GT(ratio, .93);
}

TEST(Track, ExpectsInAllWeeksTogetherWhatEachCohortIsExpectedToBuy) {
  const Cohorts cohorts{{70, 7}, {3, 2}};
  const auto found = *Track(kBg, cohorts, {}, {1000, 1014});
  EXPECT_EQ(found.calibration_weeks, 10);
  ASSERT_EQ(found.expected.size(), 12u);
  const auto expected = [](double weeks) { return *ExpectedPurchasesOfNewcomer(kBg, {weeks}); };
  EXPECT_NEAR(Sum(found.expected, 0, 10), 3 * expected(10) + 2 * expected(1), 1e-9);
  EXPECT_NEAR(Sum(found.expected, 0, 12), 3 * expected(12) + 2 * expected(3), 1e-9);
  EXPECT_EQ(Sum(found.actual, 0, 12), 0);
}

TEST(Track, LeavesOutAWeekThatTheEndCutsShort) {
  EXPECT_EQ(Track(kBg, {{70}, {3}}, {}, {1000, 1013})->expected.size(), 11u);
  EXPECT_EQ(Track(kBg, {{70}, {3}}, {}, {1000, 1000})->expected.size(), 10u);
}

TEST(Track, AddsNoEmptyYearsForOneOddDate) {
  const auto found = *Track(kBg, {{40'000, 70}, {1, 1000}}, {{-39'000, 995}, {1, 7}}, {1000, 1000});
  EXPECT_EQ(found.calibration_weeks, 10);
  EXPECT_EQ(Sum(found.actual, 0, 10), 7);
}

TEST(Track, StopsAtTenYears) {
  const auto found = *Track(kBg, {{40'000}, {1}}, {}, {50'000, 60'000});
  EXPECT_EQ(found.expected.size(), static_cast<size_t>(kMostTrackedWeeks));
}

TEST(Track, StandsCustomersOfToday) {
  EXPECT_EQ(Track(kBg, {{0}, {5}}, {}, {1000, 1000})->expected, std::vector<double>{0});
  EXPECT_EQ(Track(kBg, {}, {}, {1000, 1000})->expected, std::vector<double>{0});
  EXPECT_EQ(ReasonOf(Track(Nbd{0, 1}, {}, {}, {1000, 1000}).status()), "MODEL_PARAMETER_INVALID");
}

}  // namespace
}  // namespace bestand::scoring
