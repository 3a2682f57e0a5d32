#include "services/scoring/work/dormancies.h"

#include <numeric>

#include "services/scoring/work/dormancy_words.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

class DormanciesTest : public ScoringTest {
 protected:
  Dormancies dormancies_{reader_, models_, profile_};
};

TEST_F(DormanciesTest, TheTermsAddUpToTheLogOddsOfSilence) {
  ScoreCdnow();
  for (const char* id : {"0001", "0002", "0003", "0100", "1000", "2357"}) {
    const auto customer = dormancies_.Assess(id, std::nullopt);
    ASSERT_TRUE(customer.ok()) << customer.status();
    double sum = 0;
    for (const DormancyTerm& term : customer->dormancy.terms) sum += term.log_odds;
    EXPECT_EQ(sum, customer->dormancy.score);
    const double buys = customer->dormancy.buys_again;
    EXPECT_NEAR(sum, std::log((1 - buys) / buys), 1e-9);
    EXPECT_NEAR(buys, customer->score.buys_again, 1e-9);
    EXPECT_EQ(customer->dormancy.state, customer->score.state);
  }
}

TEST_F(DormanciesTest, LooksAsFarAheadAsAsked) {
  ScoreCdnow();
  const double month = dormancies_.Assess("0001", 30)->dormancy.buys_again;
  const double year = dormancies_.Assess("0001", 365)->dormancy.buys_again;
  EXPECT_LT(month, dormancies_.Assess("0001", std::nullopt)->dormancy.buys_again);
  EXPECT_GT(year, 2 * month);
}

TEST_F(DormanciesTest, KnowsNobodyWithoutAScore) {
  EXPECT_EQ(ReasonOf(dormancies_.Assess("0001", {}).status()), "NO_SCORES");
  ScoreCdnow();
  EXPECT_EQ(ReasonOf(dormancies_.Assess("nobody", {}).status()), "SCORE_UNKNOWN");
}

CustomerDormancy Silent(Summary summary, int32_t as_of_day) {
  CustomerDormancy customer{.score = {.summary = std::move(summary), .as_of_day = as_of_day}};
  customer.dormancy.own_gap_days = 34;
  return customer;
}

TEST(Explain, SpeaksOfTheOwnRhythm) {
  const auto customer = Silent({.first_day = 0, .last_day = 340, .repeats = 10}, 437);
  EXPECT_EQ(Explain(DormancyReason::kOverdue, customer), "usually every 34 days, silent for 97");
}

TEST(Explain, TakesTheOthersRhythmWithoutARepeat) {
  const auto customer = Silent({.first_day = 340, .last_day = 340}, 437);
  EXPECT_EQ(Explain(DormancyReason::kOverdue, customer),
            "customers usually buy every 34 days, silent for 97");
  EXPECT_EQ(Explain(DormancyReason::kOneAndDone, customer), "bought once, 97 days ago, and never again");
}

TEST(Explain, CountsFromTheLastContact) {
  const auto silent = Silent({.first_day = 0, .last_day = 340, .repeats = 10}, 437);
  EXPECT_EQ(Explain(DormancyReason::kNotAddressed, silent),
            "no contact on record since the last purchase 97 days ago");
  const auto addressed = Silent({.last_day = 340, .repeats = 10, .last_outbound_day = 350}, 437);
  EXPECT_EQ(Explain(DormancyReason::kNotAddressed, addressed), "not addressed for 87 days");
}

TEST(Explain, ComparesTheHalves) {
  const auto customer = Silent({.last_day = 340, .repeats = 10, .earlier_repeats = 9}, 437);
  EXPECT_EQ(Explain(DormancyReason::kDeclining, customer),
            "9 purchase days in the earlier half of the relationship, 1 purchase day in the later");
}

}  // namespace
}  // namespace bestand::scoring
