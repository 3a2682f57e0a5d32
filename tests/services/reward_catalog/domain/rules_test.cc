#include "services/reward_catalog/domain/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace bestand::reward_catalog {
namespace {

using testing::HasSubstr;

const absl::Time kNow = absl::FromUnixSeconds(1'330'516'800);  // 2012-02-29, 12:00 UTC

class RulesTest : public testing::Test {
 protected:
  RulesTest() {
    reward_.id = "r";
    reward_.kind = "mug";
    reward_.worth = {2000, "GBP"};
    reward_.stock = 1;
    customer_.recipient = Recipient::kPerson;
  }
  // The reason and the explanation in one, "" when nothing objects.
  std::string Said() {
    const auto found = FindObjection(reward_, customer_, occasion_);
    return found.has_value() ? found->code + ": " + found->explanation : "";
  }

  Reward reward_;
  CustomerFacts customer_;
  Occasion occasion_{Moment::kWakeUp, kNow, absl::CivilDay(2012, 2, 29), {2000, "GBP"}, 10'000, {}};
};

TEST_F(RulesTest, HaveNothingAgainstAPlainReward) { EXPECT_EQ(Said(), ""); }

TEST_F(RulesTest, SayFromWhenItMayBeGiven) {
  reward_.valid_from = kNow + absl::Hours(1);
  EXPECT_EQ(Said(), "NOT_VALID_NOW: It may be given from 2012-02-29 13:00 UTC on.");
}

TEST_F(RulesTest, CountTheEndOfValidityAsOver) {
  reward_.valid_until = kNow;
  EXPECT_THAT(Said(), HasSubstr("NOT_VALID_NOW"));
  reward_.valid_until = kNow + absl::Microseconds(1);
  EXPECT_EQ(Said(), "");
}

TEST_F(RulesTest, SayAtWhatPriceItWouldBeAllowed) {
  reward_.worth.minor = 3001;
  EXPECT_EQ(Said(), "TOO_DEAR: It is worth GBP 30.01; this customer gets up to GBP 30.00.");
  reward_.worth.minor = 999;
  EXPECT_EQ(Said(), "TOO_CHEAP: It is worth GBP 9.99; this customer gets GBP 10.00 and more.");
  for (const int64_t edge : {1000, 3000}) {
    reward_.worth.minor = edge;
    EXPECT_EQ(Said(), "");
  }
}

TEST_F(RulesTest, SayWhatTheBudgetHasLeft) {
  occasion_.budget_left = 1999;
  EXPECT_EQ(Said(), "OVER_BUDGET: It is worth GBP 20.00 and the budget has GBP 19.99 left.");
  occasion_.budget_left.reset();
  EXPECT_EQ(Said(), "");
}

TEST_F(RulesTest, ForbidWhatNeedsAnAgeNobodyKnows) {
  reward_.alcohol = Alcohol::kBeerOrWine;
  EXPECT_THAT(Said(), HasSubstr("AGE_UNKNOWN: It is given from the age of 16"));
}

TEST_F(RulesTest, GiveWineFromSixteenAndSpiritsFromEighteenToTheDay) {
  reward_.alcohol = Alcohol::kBeerOrWine;
  customer_.birth_day = absl::CivilDay(1996, 3, 1);
  EXPECT_THAT(Said(), HasSubstr("TOO_YOUNG: It is given from the age of 16"));
  customer_.birth_day = absl::CivilDay(1996, 2, 29);
  EXPECT_EQ(Said(), "");
  reward_.alcohol = Alcohol::kSpirits;
  EXPECT_THAT(Said(), HasSubstr("from the age of 18"));
}

TEST_F(RulesTest, LetAMinimumAgeRaiseThatOfAlcoholButNeverLowerIt) {
  customer_.birth_day = absl::CivilDay(1995, 1, 1);  // 17
  reward_.alcohol = Alcohol::kBeerOrWine;
  reward_.minimum_age = 12;
  EXPECT_EQ(Said(), "");
  reward_.minimum_age = 18;
  EXPECT_THAT(Said(), HasSubstr("TOO_YOUNG"));
}

TEST_F(RulesTest, LetWhoWasBornOnALeapDayGrowOlderOnTheFirstOfMarch) {
  EXPECT_EQ(AgeOn(absl::CivilDay(2013, 2, 28), absl::CivilDay(1996, 2, 29)), 16);
  EXPECT_EQ(AgeOn(absl::CivilDay(2013, 3, 1), absl::CivilDay(1996, 2, 29)), 17);
  EXPECT_EQ(AgeOn(absl::CivilDay(2012, 2, 29), absl::CivilDay(1996, 2, 29)), 16);
}

TEST_F(RulesTest, NeverGiveAKindAgainHoweverItIsWritten) {
  reward_.kind = "bottle-opener";
  for (const std::string written : {"bottle-opener", "Bottle Opener", "BOTTLE_OPENER", " bottle  opener "}) {
    customer_.kinds_given = {"mug", written};
    EXPECT_THAT(Said(), HasSubstr("KIND_GIVEN")) << written;
  }
  customer_.kinds_given = {"bottle"};
  EXPECT_EQ(Said(), "");
  occasion_.kinds_taken = {"bottle-opener"};
  EXPECT_THAT(Said(), HasSubstr("KIND_GIVEN"));
}

TEST_F(RulesTest, ObeyAStatedNeverAndOnlyThat) {
  reward_.attributes = {{"theme", "Heart candle"}, {"wine.colour", "red"}};
  customer_.preferences = {{"wine.colour", "RED", Attitude::kNever, true}};
  EXPECT_EQ(
      Said(),
      "NEVER_WANTED: The customer never wants wine.colour = RED; only the customer can take that back.");
  customer_.preferences = {{"theme", "candle", Attitude::kNever, true}};
  EXPECT_THAT(Said(), HasSubstr("NEVER_WANTED"));
  customer_.preferences = {{"wine.colour", "red", Attitude::kNever, false},
                           {"wine.colour", "red", Attitude::kDislike, true},
                           {"wine.colour", "white", Attitude::kNever, true}};
  EXPECT_EQ(Said(), "");
}

TEST_F(RulesTest, KnowKindAndAlcoholAsAttributes) {
  customer_.preferences = {{"alcohol", "yes", Attitude::kNever, true},
                           {"kind", "Bottle Opener", Attitude::kNever, true}};
  EXPECT_EQ(Said(), "");
  reward_.kind = "bottle-opener";
  EXPECT_THAT(Said(), HasSubstr("kind = Bottle Opener"));
  reward_.kind = "beer";
  reward_.alcohol = Alcohol::kBeerOrWine;
  customer_.birth_day = absl::CivilDay(1970, 1, 1);
  EXPECT_THAT(Said(), HasSubstr("alcohol = yes"));
}

TEST_F(RulesTest, ObeyAStatedNeverHoweverItIsWritten) {
  reward_.alcohol = Alcohol::kBeerOrWine;
  reward_.attributes = {{"wine.colour", "red/white"}, {"Contains ", "ÖL, grape juice"}};
  customer_.birth_day = absl::CivilDay(1970, 1, 1);
  const std::pair<const char*, const char*> kWritten[] = {
      {"Alcohol", "yes"},       {" alcohol", "Yes "}, {"Wine.Colour", "red"}, {"wine.colour", "red "},
      {"wine_colour", "White"}, {"contains", "öl"},   {"CONTAINS", "ÖL"},     {"contains", "Grape  Juice"},
      {"Kind", "Mug"},          {"kind", " MUG "}};
  for (const auto& [attribute, value] : kWritten) {
    customer_.preferences = {{attribute, value, Attitude::kNever, true}};
    EXPECT_THAT(Said(), HasSubstr("NEVER_WANTED")) << attribute << " = " << value;
  }
  const std::pair<const char*, const char*> kOthers[] = {{"wine.colour", "re"},
                                                         {"wine", "red"},
                                                         {"contains", "juice grape"},
                                                         {"contains", ""},
                                                         {"alcohol", "no"}};
  for (const auto& [attribute, value] : kOthers) {
    customer_.preferences = {{attribute, value, Attitude::kNever, true}};
    EXPECT_EQ(Said(), "") << attribute << " = " << value;
  }
}

TEST_F(RulesTest, CountHeldPiecesAsGone) {
  reward_.stock = 3;
  reward_.held = 3;
  EXPECT_EQ(Said(), "OUT_OF_STOCK: 3 are left and 3 of them held; it needs one that is free.");
}

TEST_F(RulesTest, ForbidAnUnknownCountryWhereCountriesAreListed) {
  reward_.countries = {"United Kingdom"};
  EXPECT_THAT(Said(), HasSubstr("WRONG_COUNTRY"));
  customer_.country = "united kingdom";
  EXPECT_EQ(Said(), "");
}

TEST_F(RulesTest, NameTheMomentsAndTheRecipients) {
  reward_.moments = {Moment::kGoodwill, Moment::kThankYou};
  EXPECT_EQ(Said(), "WRONG_MOMENT: It is given only for goodwill, as a thank-you.");
  reward_.moments.clear();
  customer_.recipient = Recipient::kCompany;
  EXPECT_THAT(Said(), HasSubstr("NOT_FOR_COMPANIES"));
  reward_.for_companies = true;
  EXPECT_EQ(Said(), "");
}

TEST_F(RulesTest, ForbidAnUnknownRecipientWhatIsForPersonsOnly) {
  customer_ = CustomerFacts();
  EXPECT_EQ(
      Said(),
      "RECIPIENT_UNKNOWN: It is for persons only, and whether this customer is one is unknown; record the "
      "customer's kind first.");
  reward_.for_companies = true;
  EXPECT_EQ(Said(), "");
}

TEST_F(RulesTest, ObjectInTheLanguageOfTheOccasion) {
  occasion_.language = Language::kGerman;
  reward_.worth.minor = 3001;
  EXPECT_EQ(Said(), "TOO_DEAR: Es ist 30,01 GBP wert; dieser Kunde bekommt bis zu 30,00 GBP.");
}

TEST(TargetOf, IsAShareOfTheValueWithinItsBounds) {
  const TargetRules rules{.share = 0.02, .least = 1000, .most = 4000};
  EXPECT_EQ(TargetOf(Money{100'000, "GBP"}, rules, "GBP")->minor, 2000);
  EXPECT_EQ(TargetOf(Money{10, "GBP"}, rules, "GBP")->minor, 1000);
  EXPECT_EQ(TargetOf(Money{-50'000, "GBP"}, rules, "GBP")->minor, 1000);
  EXPECT_EQ(TargetOf(Money{std::numeric_limits<int64_t>::max(), "GBP"}, rules, "GBP")->minor, 4000);
  EXPECT_EQ(TargetOf(std::nullopt, rules, "GBP")->minor, 1000);
  EXPECT_FALSE(TargetOf(Money{1, "EUR"}, rules, "GBP").ok());
}

}  // namespace
}  // namespace bestand::reward_catalog
