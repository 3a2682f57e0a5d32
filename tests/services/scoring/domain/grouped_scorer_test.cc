#include "services/scoring/domain/grouped_scorer.h"

#include <gtest/gtest.h>

#include <vector>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

const GammaGamma kSpending{6.25, 3.74, 15.44};

// Three customers seen on one day; the groups are given apart.
struct Seen {
  SeenColumns Columns() const { return {{{repeats, recency, age}, mean_value}, today}; }

  std::vector<int32_t> repeats{0, 3, 8}, recency{0, 120, 300}, age{200, 260, 330}, today{15000, 15000, 15000};
  std::vector<double> mean_value{0, 25, 40};
};

std::vector<SeasonalModel> Models() {
  return {{BgNbd{.243, 4.414, .793, 2.426}, {}}, {MbgNbd{.525, 6.183, .891, 1.614}, {}}};
}

void ExpectRow(const ScoreColumns& all, const ScoreColumns& alone, size_t row) {
  EXPECT_EQ(all.alive[row], alone.alive[row]);
  EXPECT_EQ(all.buys_again[row], alone.buys_again[row]);
  EXPECT_EQ(all.expected_purchases[row], alone.expected_purchases[row]);
  EXPECT_EQ(all.expected_value[row], alone.expected_value[row]);
  EXPECT_EQ(all.clv_12_months[row], alone.clv_12_months[row]);
  EXPECT_EQ(all.clv_60_months[row], alone.clv_60_months[row]);
}

TEST(GroupedScorer, ScoresEachCustomerByTheModelOfItsGroup) {
  const Seen seen;
  const std::vector<uint8_t> groups{1, 0, 1};
  ScoreColumns all;
  ASSERT_TRUE(GroupedScorer::Make(Models(), kSpending, {})->Score(seen.Columns(), groups, all).ok());
  ASSERT_EQ(all.alive.size(), groups.size());
  for (size_t row = 0; row < groups.size(); ++row) {
    ScoreColumns alone;
    ASSERT_TRUE(
        SeasonalScorer::Make(Models()[groups[row]], kSpending, {})->Score(seen.Columns(), alone).ok());
    ExpectRow(all, alone, row);
  }
}

TEST(GroupedScorer, OfOneGroupNeedsNoGroups) {
  const Seen seen;
  const std::vector<SeasonalModel> one{Models()[1]};
  ScoreColumns all, alone;
  ASSERT_TRUE(GroupedScorer::Make(one, kSpending, {})->Score(seen.Columns(), {}, all).ok());
  ASSERT_TRUE(SeasonalScorer::Make(one[0], kSpending, {})->Score(seen.Columns(), alone).ok());
  for (size_t row = 0; row < seen.today.size(); ++row) ExpectRow(all, alone, row);
}

TEST(GroupedScorer, RefusesAGroupThatIsNotThere) {
  const Seen seen;
  auto scorer = GroupedScorer::Make(Models(), kSpending, {});
  ScoreColumns scores;
  for (const std::vector<uint8_t>& groups : {std::vector<uint8_t>{0, 1, 2}, std::vector<uint8_t>{0, 1}}) {
    EXPECT_EQ(ReasonOf(scorer->Score(seen.Columns(), groups, scores)), "HISTORY_OUT_OF_ORDER");
  }
}

}  // namespace
}  // namespace bestand::scoring
