#include "services/reward_catalog/domain/score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "services/reward_catalog/domain/choice.h"
#include "services/reward_catalog/domain/traits.h"

namespace bestand::reward_catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Money kTarget = {2000, "GBP"};

Reward Candle() {
  Reward reward;
  reward.id = "candle";
  reward.display_name = "Candle";
  reward.kind = "candle";
  reward.worth = {2000, "GBP"};
  reward.attributes = {{"theme", "heart garden"}};
  reward.stock = 1;
  return reward;
}

CustomerFacts Person() {
  CustomerFacts person;
  person.recipient = Recipient::kPerson;
  return person;
}

// What the terms of one code add.
double Part(const Score& score, const std::string& code) {
  double sum = 0;
  for (const ScoreTerm& term : score.terms) sum += term.code == code ? term.value : 0;
  return sum;
}

Score ScoreFor(const CustomerFacts& customer, const Reward& reward) {
  return ScoreReward(reward, Taste(customer), kTarget, Language::kEnglish);
}

TEST(WordsOf, FoldsCasePluralsAndSigns) {
  EXPECT_THAT(WordsOf("WHITE HANGING HEARTS T-LIGHT GLASS (6)"),
              ElementsAre("6", "glass", "hanging", "heart", "light", "t", "white"));
  EXPECT_THAT(WordsOf(""), IsEmpty());
}

TEST(Folded, SeesPastCaseSpacesAndSigns) {
  EXPECT_EQ(Folded("  Wine.Colour "), "wine colour");
  EXPECT_EQ(Folded("red\u00a0–/ White"), "red white");
  EXPECT_EQ(Folded("ÄÖÜ ÉØ GROẞ×groß"), "äöü éø gross gross");
  EXPECT_EQ(Folded("Łódź 茶"), "Łódź 茶");
  EXPECT_EQ(Folded("\xC3"), "\xC3");  // cut short
  EXPECT_EQ(Folded("x\xE2\x80"), "x");
  EXPECT_EQ(Folded(" ./ "), "");
}

TEST(ValuesOf, AreTheWholeAndItsParts) {
  EXPECT_THAT(ValuesOf("Candle heart,rose"), ElementsAre("candle", "candle heart rose", "heart", "rose"));
}

TEST(ScoreReward, FindsThemesInTheNamesOfBoughtProducts) {
  CustomerFacts customer;
  customer.bought = {{"WHITE HANGING HEART HOLDER", 1, {}}, {"RED BAG", 3, {}}};
  const Score score = ScoreFor(customer, Candle());
  EXPECT_DOUBLE_EQ(Part(score, "AFFINITY"), 0.5);  // one day of four
  EXPECT_EQ(score.terms[0].explanation, "25 % of the products bought have “heart”");
}

TEST(ScoreReward, FindsAttributesOfBoughtProducts) {
  CustomerFacts customer;
  customer.bought = {{"X", 1, {{"scent", "Rose lilac"}}}};
  Reward reward = Candle();
  for (const auto& [attribute, value] : {std::pair("scent", "rose"), std::pair("Scent ", "ROSE")}) {
    reward.attributes = {{attribute, value}};
    EXPECT_DOUBLE_EQ(Part(ScoreFor(customer, reward), "AFFINITY"), 1) << attribute;
  }
}

TEST(ScoreReward, CountsTheThreeStrongestTraitsOnly) {
  CustomerFacts customer;
  customer.bought = {{"A B C D E", 1, {}}};
  Reward reward = Candle();
  reward.attributes = {{"theme", "a b c d e"}};
  EXPECT_DOUBLE_EQ(Part(ScoreFor(customer, reward), "AFFINITY"), 3);
}

TEST(ScoreReward, LowersAKindBoughtAlready) {
  CustomerFacts customer;
  customer.bought = {{"VANILLA CANDLES", 1, {}}, {"HOLDER FOR A LIGHT", 3, {}}};
  Reward reward = Candle();
  EXPECT_DOUBLE_EQ(Part(ScoreFor(customer, reward), "KIND_BOUGHT"), -0.25);
  reward.kind = "light-holder";  // all of its words, in any order
  EXPECT_DOUBLE_EQ(Part(ScoreFor(customer, reward), "KIND_BOUGHT"), -std::sqrt(0.75) / 2);
  reward.kind = "candle-holder";
  EXPECT_DOUBLE_EQ(Part(ScoreFor(customer, reward), "KIND_BOUGHT"), 0);
}

TEST(ScoreReward, RaisesLikesAndLowersDislikes) {
  const auto with = [](Attitude attitude, bool stated) {
    CustomerFacts customer;
    customer.preferences = {{"theme", "heart", attitude, stated}};
    const Score score = ScoreFor(customer, Candle());
    return Part(score, "AFFINITY") + Part(score, "DISLIKE");
  };
  EXPECT_DOUBLE_EQ(with(Attitude::kLike, true), 1);
  EXPECT_DOUBLE_EQ(with(Attitude::kLike, false), 0.5);
  EXPECT_DOUBLE_EQ(with(Attitude::kDislike, true), -1.5);
  EXPECT_DOUBLE_EQ(with(Attitude::kDislike, false), -0.75);
  EXPECT_DOUBLE_EQ(with(Attitude::kNever, false), -1.5);
}

TEST(ScoreReward, PrefersTheTargetWorth) {
  Reward reward = Candle();
  EXPECT_DOUBLE_EQ(Part(ScoreFor({}, reward), "WORTH_FIT"), 1);
  reward.worth.minor = 2500;
  EXPECT_DOUBLE_EQ(Part(ScoreFor({}, reward), "WORTH_FIT"), 0.5);
  reward.worth.minor = 3000;
  EXPECT_DOUBLE_EQ(Part(ScoreFor({}, reward), "WORTH_FIT"), 0);
  reward.worth.minor = 900'000;
  EXPECT_DOUBLE_EQ(Part(ScoreFor({}, reward), "WORTH_FIT"), -1);
}

TEST(ScoreReward, KnowsNothingOfACustomerWithoutAHistory) {
  Reward reward = Candle();
  reward.broadly_usable = true;
  const Score score = ScoreFor({}, reward);
  EXPECT_DOUBLE_EQ(score.value, 1.2);
  EXPECT_EQ(score.terms.size(), 2u);
}

TEST(Choose, GivesTheLastPlaceToOneThatNearlyEverybodyCanUse) {
  std::vector<Reward> catalogue;
  for (const std::string kind : {"a", "b", "c", "d"}) {
    Reward reward = Candle();
    reward.id = reward.kind = kind;
    reward.worth.minor = kind == "d" ? 2900 : 2000;
    reward.broadly_usable = kind == "d";
    catalogue.push_back(reward);
  }
  const Occasion occasion{Moment::kWakeUp, absl::UnixEpoch(), absl::CivilDay(), kTarget, std::nullopt, {}};
  const auto kinds = [&](int count) {
    std::string kinds;
    for (const auto& offered : Choose(catalogue, Person(), occasion, count).offered) kinds += offered.kind;
    return kinds;
  };
  EXPECT_EQ(kinds(1), "a");
  EXPECT_EQ(kinds(3), "abd");
  EXPECT_EQ(kinds(5), "abcd");
  EXPECT_THAT(Choose(catalogue, Person(), occasion, 3).refused[0].explanation,
              testing::HasSubstr("nearly everybody"));
}

TEST(Choose, ExplainsInTheLanguageOfTheOccasion) {
  std::vector<Reward> catalogue = {Candle(), Candle()};
  catalogue[1].id = "second";
  catalogue[1].display_name = "Second";
  CustomerFacts customer = Person();
  customer.bought = {{"RED HEART", 1, {}}};
  Occasion occasion{Moment::kWakeUp, absl::UnixEpoch(), absl::CivilDay(), kTarget, std::nullopt, {}};
  occasion.language = Language::kGerman;
  const Choice choice = Choose(catalogue, customer, occasion, 1);
  const auto& terms = choice.offered.at(0).score.terms;
  EXPECT_EQ(terms.at(0).explanation, "100 % der gekauften Produkte haben „heart“");
  EXPECT_EQ(terms.at(1).explanation, "20,00 GBP bei einem Ziel von 20,00 GBP");
  EXPECT_EQ(choice.refused.at(0).explanation,
            "Erlaubt, aber „Candle“ derselben Art wird angeboten; eine Auswahl hat von jeder Art nur eines.");
}

TEST(Choose, GivesNothingOfAnEmptyCatalogue) {
  const Occasion occasion{Moment::kWakeUp, absl::UnixEpoch(), absl::CivilDay(), kTarget, std::nullopt, {}};
  const Choice choice = Choose({}, {}, occasion, 5);
  EXPECT_THAT(choice.offered, IsEmpty());
  EXPECT_THAT(choice.refused, IsEmpty());
}

}  // namespace
}  // namespace bestand::reward_catalog
