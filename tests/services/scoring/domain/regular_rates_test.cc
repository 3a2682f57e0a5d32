#include "services/scoring/domain/models/regular_rates.h"

#include <gtest/gtest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <vector>

namespace bestand::scoring {
namespace {

const std::vector<RegularCustomer> kCustomers{{2, .3, .7, 2.5},   {3, 1.6, .8, 2.4},  {8, 2.4, .6, 4},
                                              {8, 120, .5, 30},   {4, 60, 3, .5},     {2, 1000, .4, 600},
                                              {5, 4000, 1, 2000}, {3, 12, 1e-4, 1e3}, {6, 30, 40, 2}};

// The expected purchases by y, as the sum over purchases of the chance that enough hidden events come in
// time, by Boost's incomplete beta function, and find a customer.
double Expected(const RegularCustomer& customer, int stage, double y) {
  double sum = 0, stays = 1;
  for (int n = 1; n < 20'000; ++n) {
    const double events = n * customer.k - stage;
    const double comes = boost::math::ibeta(events, customer.count + stage, y / (1 + y));
    sum += stays * comes;
    if (comes < 1e-16) break;
    stays *= (customer.staying + n - 1) / (customer.leaving + customer.staying + n - 1);
  }
  return sum;
}

TEST(RegularRates, ComeToTheSumOverPurchases) {
  for (const RegularCustomer& customer : kCustomers) {
    RegularRates rates(customer);
    for (const double y : {.001, .03, .2, .7, 2., 9.}) {
      if (AreMany(customer.count, y)) continue;
      const OfStages found = rates.Over({0, 10 * y}, 10);
      for (int stage = 0; stage < customer.k; ++stage) {
        const double expected = Expected(customer, stage, y);
        EXPECT_GE(found[stage], 0);
        EXPECT_NEAR(found[stage], expected, 1e-10 * expected + 1e-11)
            << customer.k << " " << customer.count << " " << stage << " " << y;
      }
    }
  }
}

TEST(RegularRates, AddUpOverParts) {
  for (const RegularCustomer& customer : kCustomers) {
    RegularRates rates(customer);
    const OfStages whole = rates.Over({0, 300, .002}, 40), early = rates.Over({0, 17.3, .002}, 40),
                   late = rates.Over({17.3, 300, .002}, 40);
    for (int stage = 0; stage < customer.k; ++stage) {
      EXPECT_NEAR(early[stage] + late[stage], whole[stage], 1e-10 * whole[stage]) << customer.count << stage;
    }
  }
}

// By parts: the integral of what was bought by each time, by Boost; also with a discount that ends it early.
TEST(RegularRates, DiscountWhatComesLater) {
  for (const double discount : {.002, .5, 20.}) {
    for (const RegularCustomer& customer : {kCustomers[1], kCustomers[3]}) {
      RegularRates rates(customer);
      const OfStages found = rates.Over({0, 300, discount}, 40);
      for (int stage = 0; stage < customer.k; ++stage) {
        const auto later = [&](double t) {
          return discount * std::exp(-discount * t) * Expected(customer, stage, t / 40);
        };
        double sum = std::exp(-discount * 300) * Expected(customer, stage, 300. / 40), from = 0;
        for (const double to : {.01, .1, 1., 4., 12., 40., 120., 300.}) {
          sum += boost::math::quadrature::gauss_kronrod<double, 31>::integrate(later, from, to, 3, 1e-10);
          from = to;
        }
        EXPECT_NEAR(found[stage], sum, 1e-8 * sum + 1e-11) << discount << " " << customer.k << " " << stage;
      }
    }
  }
}

TEST(RegularRates, HandOverSmoothlyToVeryManyEvents) {
  RegularRates rates({4, 900, .8, 400});
  double before = 0;
  for (double y = 18; y < 26; y += .25) {
    const double now = rates.Over({0, y}, 1)[0];
    if (before > 0) {
      EXPECT_GT(now, before);
      EXPECT_LT(now / before, 1 + .3 / y);
    }
    before = now;
  }
}

}  // namespace
}  // namespace bestand::scoring
