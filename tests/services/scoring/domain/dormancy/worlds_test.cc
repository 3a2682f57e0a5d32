// Simulated customers whose truth is known: who buys in December is not dormant in June, who stopped is;
// silence because nobody asked looks different from silence in spite of asking.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "services/scoring/domain/bulk_scorer.h"
#include "tests/services/scoring/domain/dormancy/facts_of_buyers.h"

namespace bestand::scoring {
namespace {

int32_t Day(int year, int month, int day) {
  return static_cast<int32_t>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1));
}

const int32_t kToday = Day(2011, 7, 1);
constexpr int kKind = 400;  // customers of each kind

class World : public testing::Test {
 protected:
  World() {
    for (int i = 0; i < kKind; ++i) {
      buyers_.push_back(EachDecember(2010));
      buyers_.push_back(EachDecember(2009));
      buyers_.push_back(AllYear(kToday));
      buyers_.push_back(AllYear(Day(2010, 6, 1)));
    }
    const Seen seen = SeeOn(buyers_, kToday, kToday);
    model_ = FitOn(ModelKind::kMbgNbd, seen);
    yardstick_ = *YardstickOf(seen.History());
  }

  // Three or so purchases every December until that of `last_year`.
  std::vector<BuyersDay> EachDecember(int last_year) {
    std::vector<BuyersDay> days;
    for (int year = 2007; year <= last_year; ++year) {
      for (int day = 1; day <= 24; ++day) {
        if (random_() % 8 == 0 || day == 12) days.push_back({Day(year, 12, day), 20, 2});
      }
    }
    return days;
  }

  // A purchase every 30 days at random, until a day.
  std::vector<BuyersDay> AllYear(int32_t until) {
    std::vector<BuyersDay> days;
    for (int32_t day = Day(2007, 12, 12); day <= until; ++day) {
      if (random_() % 30 == 0 || days.empty()) days.push_back({day, 20, 2});
    }
    return days;
  }

  Dormancy Assess(DormancyFacts facts) const { return *AssessDormancy(model_, facts, yardstick_); }

  // What part of the customers of a kind (0 to 3, as made above) are in one of the states.
  double Part(size_t kind, std::vector<DormancyState> states) const {
    int in = 0;
    for (size_t i = kind; i < buyers_.size(); i += 4) {
      in += std::ranges::count(states, Assess(FactsOf(buyers_[i], kToday)).state);
    }
    return static_cast<double>(in) / kKind;
  }

  std::mt19937_64 random_{3};
  Buyers buyers_;
  PurchaseModel model_ = Nbd{1, 1};
  DormancyYardstick yardstick_;
};

double TermOf(const Dormancy& dormancy, DormancyReason reason) {
  for (const DormancyTerm& term : dormancy.terms) {
    if (term.reason == reason) return term.log_odds;
  }
  return 0;
}

const std::vector<DormancyState> kAsleep{DormancyState::kCooling, DormancyState::kDormant,
                                         DormancyState::kLost};

TEST_F(World, WhoBuysEachDecemberIsNotDormantInJuly) {
  EXPECT_GT(Part(0, {DormancyState::kSeasonalPause, DormancyState::kActive}), .99);
  EXPECT_GT(Part(0, {DormancyState::kSeasonalPause}), .9);
}

TEST_F(World, WhoMissedADecemberIsDormant) {
  EXPECT_EQ(Part(1, {DormancyState::kSeasonalPause}), 0);
  EXPECT_GT(Part(1, kAsleep), .9);
}

TEST_F(World, WhoStoppedBuyingIsDormantAndWhoGoesOnIsNot) {
  EXPECT_GT(Part(3, kAsleep), .95);
  EXPECT_LT(Part(2, kAsleep), .15);
  EXPECT_LT(Part(2, {DormancyState::kSeasonalPause}) + Part(3, {DormancyState::kSeasonalPause}), .02);
}

TEST_F(World, WithoutTheMonthsTheSeasonalOnesWouldBeTakenForDormant) {
  int asleep = 0;
  for (size_t i = 0; i < buyers_.size(); i += 4) {
    DormancyFacts facts = FactsOf(buyers_[i], kToday);
    facts.behaviour = {};
    asleep += std::ranges::count(kAsleep, Assess(facts).state) > 0;
  }
  EXPECT_GT(asleep, kKind / 4);
}

TEST_F(World, TheSeasonTakesBackWhatTheSilenceSaid) {
  const Dormancy dormancy = Assess(FactsOf(buyers_[0], kToday));
  EXPECT_EQ(dormancy.season, (Season{11, 1}));
  const double overdue = TermOf(dormancy, DormancyReason::kOverdue);
  EXPECT_GT(overdue, .5);
  EXPECT_LT(TermOf(dormancy, DormancyReason::kSeasonal), -.5 * overdue);
}

// The same purchases; only what the company did since differs.
class Silence : public World {
 protected:
  DormancyFacts Stopped(int contacts, int last_contact_days_ago) const {
    DormancyFacts facts = FactsOf(buyers_[3], kToday);
    facts.days_since_addressed = last_contact_days_ago;
    facts.last_outbound_day = kToday - last_contact_days_ago;
    facts.behaviour.unanswered_contacts = contacts;
    facts.behaviour.recent_contacts = contacts;
    return facts;
  }
};

TEST_F(Silence, OfThoseNobodyAddressedIsBlamedOnThat) {
  DormancyFacts facts = Stopped(0, 0);
  facts.days_since_addressed = facts.age_days - facts.recency_days;  // the last purchase was the last contact
  const Dormancy alone = Assess(facts);
  EXPECT_GT(TermOf(alone, DormancyReason::kNotAddressed), 1);
  EXPECT_EQ(TermOf(alone, DormancyReason::kAddressedInVain), 0);
  EXPECT_LT(TermOf(alone, DormancyReason::kOverdue), TermOf(alone, DormancyReason::kNotAddressed));
}

TEST_F(Silence, OfThoseAddressedInVainIsTakenMoreSeriously) {
  const Dormancy vain = Assess(Stopped(5, 10)), once = Assess(Stopped(1, 10)), never = Assess(Stopped(0, 10));
  EXPECT_GT(TermOf(vain, DormancyReason::kAddressedInVain), 1);
  EXPECT_EQ(TermOf(vain, DormancyReason::kOverdue), 0);
  EXPECT_EQ(TermOf(vain, DormancyReason::kNotAddressed), 0);
  EXPECT_GT(TermOf(once, DormancyReason::kOverdue), 1);
  EXPECT_NEAR(vain.score - never.score, -5 * std::log(.96), 1e-9);
  EXPECT_LT(vain.buys_again, never.buys_again);
}

TEST_F(Silence, IsNotInVainOnceTheCustomerGotInTouch) {
  DormancyFacts facts = Stopped(5, 10);
  facts.behaviour.last_inbound_day = kToday - 5;
  EXPECT_EQ(TermOf(Assess(facts), DormancyReason::kAddressedInVain), 0);
}

TEST_F(Silence, GrowsWithTroubleAndSaysWhich) {
  const double before = Assess(Stopped(0, 10)).score;
  const auto with = [&](auto change) {
    DormancyFacts facts = Stopped(0, 10);
    change(facts.behaviour);
    return Assess(facts);
  };
  const Dormancy complaint = with([](Behaviour& b) { b.open_complaints = 2; });
  EXPECT_NEAR(complaint.score - before, std::log(1.5), 1e-9);
  EXPECT_NEAR(TermOf(complaint, DormancyReason::kOpenComplaint), std::log(1.5), 1e-12);
  const Dormancy returned = with([](Behaviour& b) { b.returned_permille = 500; });
  EXPECT_NEAR(TermOf(returned, DormancyReason::kLastBasketReturned), std::log(1.5) / 2, 1e-12);
  const Dormancy crowded = with([](Behaviour& b) { b.recent_contacts = 26; });
  EXPECT_NEAR(TermOf(crowded, DormancyReason::kAddressedTooOften), std::log(1.25), 1e-12);
  EXPECT_EQ(TermOf(with([](Behaviour& b) { b.recent_contacts = 12; }), DormancyReason::kAddressedTooOften),
            0);
  const Dormancy contract = with([](Behaviour& b) { b.contract_end_day = kToday + 30; });
  EXPECT_NEAR(TermOf(contract, DormancyReason::kContractEnds), std::log(1.5), 1e-12);
  EXPECT_EQ(
      TermOf(with([](Behaviour& b) { b.contract_end_day = kToday + 300; }), DormancyReason::kContractEnds),
      0);
}

// With a learned stack as well: every score is its terms, added up in their order, to the bit.
TEST_F(World, TermsOfALearnedStackAddUpToTheBit) {
  const Seen seen = SeeOn(buyers_, Day(2010, 3, 1), Day(2010, 12, 1));
  yardstick_.stack = *LearnStack(model_, seen.Cohort(), yardstick_);
  EXPECT_TRUE(yardstick_.stack.trained);
  for (size_t i = 0; i < buyers_.size(); ++i) {
    DormancyFacts facts = FactsOf(buyers_[i], kToday);
    facts.behaviour.unanswered_contacts = static_cast<int>(i % 7);
    facts.behaviour.open_complaints = static_cast<int>(i % 3);
    const Dormancy dormancy = Assess(facts);
    double sum = 0;
    for (const DormancyTerm& term : dormancy.terms) sum += term.log_odds;
    ASSERT_EQ(sum, dormancy.score);
    ASSERT_TRUE(std::isfinite(sum));
    ASSERT_NEAR(dormancy.buys_again, 1 / (1 + std::exp(sum)), 1e-15);
  }
}

}  // namespace
}  // namespace bestand::scoring
