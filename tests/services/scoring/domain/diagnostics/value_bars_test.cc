#include "services/scoring/domain/diagnostics/value_bars.h"

#include <gtest/gtest.h>

#include <boost/math/special_functions/beta.hpp>
#include <numeric>

#include "common/error/error.h"
#include "tests/services/scoring/domain/cdnow.h"

namespace bestand::scoring {
namespace {

constexpr GammaGamma kCdnow{6.25, 3.74, 15.44};

TEST(ProbabilityOfMeanBelow, AgreesWithTheIncompleteBeta) {
  for (const GammaGamma& model : {kCdnow, GammaGamma{.2, 1.01, 3}, GammaGamma{900, 60, 20}}) {
    for (const int repeats : {1, 4, 50}) {
      for (const double value : {.001, 1., 35., 400., 1e7}) {
        const double z = repeats * value / (model.gamma + repeats * value);
        EXPECT_NEAR(ProbabilityOfMeanBelow(model, repeats, value),
                    boost::math::ibeta(model.p * repeats, model.q, z), 1e-10)
            << model.p << " " << repeats << " " << value;
      }
    }
  }
  EXPECT_EQ(ProbabilityOfMeanBelow(kCdnow, 1, 0), 0);
}

std::vector<int32_t> CdnowRepeats() {
  std::vector<int32_t> repeats;
  for (const PurchaseHistory& history : ReadCdnow().histories) repeats.push_back(history.repeats);
  return repeats;
}

TEST(CountValues, FollowsTheSpendingOfCdnow) {
  const auto found = *CountValues(kCdnow, {CdnowRepeats(), ReadCdnow().mean_value});
  EXPECT_EQ(found.width, 5);
  EXPECT_LE(found.actual.size(), 32u);
  EXPECT_EQ(std::accumulate(found.actual.begin(), found.actual.end(), int64_t{0}), 946);
  EXPECT_NEAR(std::accumulate(found.expected.begin(), found.expected.end(), 0.), 946, 1e-6);
  double apart = 0;
  for (size_t i = 0; i < found.actual.size(); ++i) {
    apart += std::abs(static_cast<double>(found.actual[i]) - found.expected[i]);
  }
  EXPECT_LT(apart / 946, .25);
}

TEST(CountValues, StandsOneCustomerAndNone) {
  const std::vector<int32_t> repeats = {0, 1, 3};
  const auto one = *CountValues(kCdnow, {repeats, std::vector<double>{0, 0, 12}});
  EXPECT_EQ(std::accumulate(one.actual.begin(), one.actual.end(), int64_t{0}), 1);
  const auto none = *CountValues(kCdnow, {repeats, std::vector<double>{0, 0, 0}});
  EXPECT_TRUE(none.actual.empty());
  EXPECT_EQ(ReasonOf(CountValues({1, .5, 1}, {repeats, std::vector<double>{0, 0, 12}}).status()),
            "MODEL_PARAMETER_INVALID");
}

}  // namespace
}  // namespace bestand::scoring
