#include "services/scoring/domain/predictions.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/gamma_gamma.h"

namespace bestand::scoring {
namespace {

// The published three-decimal parameters for CDNOW (weeks).
const BgNbd kBg{.243, 4.414, .793, 2.426};
const MbgNbd kMbg{.525, 6.183, .891, 1.614};
const ParetoNbd kPareto{.553, 10.578, .606, 11.669};
const double kDiscount = std::log(1.1) / 52;

const PurchaseHistory kTwice{2, 30.43, 38.86};
const PurchaseHistory kOnceMore{1, 1.71, 38.86};
const PurchaseHistory kNeverAgain{0, 0, 38.86};

struct Row {
  PurchaseModel model;
  PurchaseHistory history;
  double alive, expected;
};

class PublishedTable : public testing::TestWithParam<Row> {};

TEST_P(PublishedTable, GivesAliveAndExpectedPurchasesToTenDigits) {
  const Row& row = GetParam();
  EXPECT_NEAR(*ProbabilityAlive(row.model, row.history), row.alive, 1e-10);
  EXPECT_NEAR(*ExpectedPurchases(row.model, row.history, {.weeks = 39}), row.expected, 1e-10);
}

INSTANTIATE_TEST_SUITE_P(Cdnow, PublishedTable,
                         testing::Values(Row{kBg, kTwice, .7265785700807, 1.226028174767},
                                         Row{kBg, kOnceMore, .2121009853774, .2031869870798},
                                         Row{kBg, kNeverAgain, 1, .1950980520113},
                                         Row{kMbg, kTwice, .7062022651185, 1.262960623267},
                                         Row{kMbg, kOnceMore, .1708364843104, .1888365413643},
                                         Row{kMbg, kNeverAgain, .3897350809188, .1540127466751},
                                         Row{kPareto, kTwice, .869167559153, 1.455123193258},
                                         Row{kPareto, kOnceMore, .1680023267243, .1710929805538},
                                         Row{kPareto, kNeverAgain, .2952866046169, .1070814682153}));

TEST(DiscountedResidualPurchases, GivesThePublishedDert) {
  EXPECT_NEAR(*DiscountedResidualPurchases(kPareto, kTwice, kDiscount), 8.158448910436, 1e-10);
  EXPECT_NEAR(*DiscountedResidualPurchases(kPareto, kOnceMore, kDiscount), .9592681549233, 1e-10);
  EXPECT_NEAR(*DiscountedResidualPurchases(kPareto, kNeverAgain, kDiscount), .6003743818648, 1e-10);
}

}  // namespace
}  // namespace bestand::scoring
