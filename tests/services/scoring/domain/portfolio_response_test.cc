#include "services/scoring/domain/portfolio_response.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

TEST(ResponseCurve, GivesTheNextContactWhereItBringsMost) {
  const ResponseCurve curve({100, 0, 30},
                            {.wake_rate = .5, .repeat_effect = .4, .most_contacts = 2, .contact_cost = 8});
  EXPECT_EQ(curve.MostContacts(), 4);
  // First contacts bring 50 and 15; the second of who did not wake 100 * .5 * .2 = 10 and 3.
  const std::vector<int64_t> contacts = {0, 1, 2, 3, 4, 9};
  const auto points = curve.At(contacts);
  const double values[] = {0, 50, 65, 75, 78, 78}, next[] = {50, 15, 10, 3, 0, 0};
  for (size_t i = 0; i < points.size(); ++i) {
    EXPECT_NEAR(points[i].value, values[i], 1e-12);
    EXPECT_NEAR(points[i].next_value, next[i], 1e-12);
  }
  EXPECT_EQ(points[3].contacts, 3);
  EXPECT_EQ(points[3].customers, 2);
  EXPECT_EQ(points[5].contacts, 4);
  EXPECT_EQ(curve.Best().contacts, 3);  // the third brings 10, the fourth 3; one costs 8
}

TEST(ResponseCurve, IsConcaveAndItsBestIsTheBest) {
  std::mt19937_64 random(3);
  std::vector<double> stakes(500);
  for (double& stake : stakes) stake = std::exponential_distribution<>(.02)(random);
  const ResponseCurve curve(stakes,
                            {.wake_rate = .1, .repeat_effect = .7, .most_contacts = 5, .contact_cost = 2});
  std::vector<int64_t> all(curve.MostContacts() + 1);
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int64_t>(i);
  const auto points = curve.At(all);
  const auto best = curve.Best();
  for (size_t i = 1; i < points.size(); ++i) {
    EXPECT_LE(points[i].next_value, points[i - 1].next_value);
    EXPECT_NEAR(points[i].value - points[i - 1].value, points[i - 1].next_value, 1e-9);
    EXPECT_LE(points[i].value - 2. * static_cast<double>(i),
              best.value - 2. * static_cast<double>(best.contacts) + 1e-9);
  }
  // Everybody contacted five times wakes with 1 - the product of staying asleep.
  double asleep = 1, total = 0;
  for (int k = 0; k < 5; ++k) asleep *= 1 - .1 * std::pow(.7, k);
  for (const double stake : stakes) total += stake;
  EXPECT_NEAR(points.back().value, total * (1 - asleep), 1e-9 * total);
}

TEST(ResponseCurve, BearsNobodyAndCertainty) {
  const ResponseCurve nobody({},
                             {.wake_rate = 1, .repeat_effect = 1, .most_contacts = 12, .contact_cost = 1});
  EXPECT_EQ(nobody.MostContacts(), 0);
  EXPECT_EQ(nobody.Best().contacts, 0);
  const ResponseCurve sure({5, 7},
                           {.wake_rate = 1, .repeat_effect = 1, .most_contacts = 12, .contact_cost = 6});
  EXPECT_EQ(sure.MostContacts(), 2);  // who is awake is not contacted again
  EXPECT_EQ(sure.Best().contacts, 1);
}

TEST(ResponseCurve, RefusesWhatCannotBe) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const ResponseAssumptions& wrong : {ResponseAssumptions{0, .5, 3, 1},
                                           {1.1, .5, 3, 1},
                                           {nan, .5, 3, 1},
                                           {.1, -.1, 3, 1},
                                           {.1, 1.1, 3, 1},
                                           {.1, .5, 0, 1},
                                           {.1, .5, 13, 1},
                                           {.1, .5, 3, 0},
                                           {.1, .5, 3, 1 / 0.}}) {
    EXPECT_EQ(ReasonOf(CheckResponse(wrong)), "FIELD_INVALID");
  }
  EXPECT_TRUE(CheckResponse({1, 0, 12, .01}).ok());
}

}  // namespace
}  // namespace bestand::scoring
