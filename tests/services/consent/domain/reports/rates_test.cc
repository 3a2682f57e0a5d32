#include "services/consent/domain/reports/rates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/consent/domain/reports/suggestion.h"

namespace bestand::consent {
namespace {

using ::testing::HasSubstr;

// Rules in Germany alone.
class GermanRules final : public ContactRules {
 public:
  ContactDecision Decide(const ContactQuestion&, std::string_view, absl::Time) const override { return {}; }
  RuledCountries CountriesAt(absl::Time) const override { return {{"DE"}, false}; }
};

absl::Time Day(int year, int month, int day) {
  return absl::FromCivil(absl::CivilDay(year, month, day), absl::UTCTimeZone());
}

std::vector<std::pair<int64_t, int64_t>> HistoryOf(const CustomerPast& past, std::vector<absl::Time> moments,
                                                   const std::string& purpose = "") {
  const GermanRules rules;
  RateHistory history(moments, Channel::kEmail, purpose, rules);
  history.Add(past);
  std::vector<std::pair<int64_t, int64_t>> points;
  for (const RatePoint& point : history.points()) points.emplace_back(point.active, point.confirmed);
  return points;
}

using Points = std::vector<std::pair<int64_t, int64_t>>;

CustomerPast Confirmed() {
  return {{{Day(2026, 1, 10), true, false, "DE"}},
          {{EventKind::kConfirmed, Day(2026, 2, 10), Channel::kEmail, "news"}}};
}

TEST(RateHistory, TellsHowItStoodAtEachMoment) {
  CustomerPast past = Confirmed();
  past.events.push_back({EventKind::kWithdrawn, Day(2026, 4, 10), Channel::kEmail, "news"});
  const std::vector<absl::Time> ends = {Day(2026, 1, 1), Day(2026, 2, 1), Day(2026, 3, 1), Day(2026, 5, 1)};
  EXPECT_EQ(HistoryOf(past, ends), (Points{{0, 0}, {1, 0}, {1, 1}, {1, 0}}));
  EXPECT_EQ(HistoryOf(past, ends, "birthday"), (Points{{0, 0}, {1, 0}, {1, 0}, {1, 0}}));
}

TEST(RateHistory, KeepsToObjectionsUntilTheyAreLifted) {
  CustomerPast past = Confirmed();
  past.events.push_back({EventKind::kObjected, Day(2026, 3, 10), std::nullopt, ""});
  past.events.push_back({EventKind::kObjectionLifted, Day(2026, 4, 10), std::nullopt, ""});
  EXPECT_EQ(HistoryOf(past, {Day(2026, 4, 1), Day(2026, 5, 1)}), (Points{{1, 0}, {1, 1}}));
}

TEST(RateHistory, LetsConsentsGrowStaleUnlessUsedOrUnderContract) {
  CustomerPast past = Confirmed();
  const std::vector<absl::Time> late = {Day(2028, 2, 9), Day(2028, 2, 11)};
  EXPECT_EQ(HistoryOf(past, late), (Points{{1, 1}, {1, 0}}));
  past.subject[0].contract_active = true;
  EXPECT_EQ(HistoryOf(past, late), (Points{{1, 1}, {1, 1}}));
  past.subject[0].contract_active = false;
  past.events.push_back({EventKind::kConsentUsed, Day(2027, 6, 1), Channel::kEmail, "news"});
  EXPECT_EQ(HistoryOf(past, late), (Points{{1, 1}, {1, 1}}));
}

TEST(RateHistory, CountsOnlyThoseActiveThenAndInCountriesWithRules) {
  CustomerPast past = Confirmed();
  past.subject.push_back({Day(2026, 3, 10), true, false, "FR"});
  past.subject.push_back({Day(2026, 4, 10), false, false, "DE"});
  past.subject.push_back({Day(2026, 5, 10), true, false, ""});  // not known any more
  EXPECT_EQ(HistoryOf(past, {Day(2026, 3, 1), Day(2026, 4, 1), Day(2026, 5, 1), Day(2026, 6, 1)}),
            (Points{{1, 1}, {1, 0}, {0, 0}, {0, 0}}));
}

TEST(MonthEnds, EndWithNow) {
  const absl::Time now = Day(2026, 3, 5);
  const auto ends = MonthEnds(now, 3);
  ASSERT_EQ(ends.size(), 3u);
  EXPECT_EQ(ends[0], Day(2026, 2, 1) - absl::Microseconds(1));
  EXPECT_EQ(ends[1], Day(2026, 3, 1) - absl::Microseconds(1));
  EXPECT_EQ(ends[2], now);
  EXPECT_EQ(MonthEnds(now, 1), std::vector<absl::Time>{now});
}

TEST(RateTally, AddsUpPeopleAndRequests) {
  RateTally tally;
  tally.Add({"a", true, Recipient::kB2c, true, "", 2, {1, 3}});
  tally.Add({"b", false, Recipient::kB2c, true, "", 1, {10}});
  tally.Add({"c", true, Recipient::kB2c, false, "", 1, {}});
  const OptInCounts counts = tally.Counts();
  EXPECT_EQ(counts.active_customers, 2);
  EXPECT_EQ(counts.confirmed_customers, 1) << "b is no customer any more";
  EXPECT_EQ(counts.requests, 4);
  EXPECT_EQ(counts.confirmed_requests, 3);
  EXPECT_EQ(counts.median_to_confirm, absl::Hours(72));
  EXPECT_FALSE(RateTally().Counts().median_to_confirm.has_value());
}

TEST(Suggestion, ReckonsWithOwnCampaignsOnThatWay) {
  SuggestionFacts facts{1000, 800, 500, {400, 40'000, "EUR", std::nullopt}, ""};
  const std::vector<PrintedCampaign> past = {{CaptureChannel::kLetter, 1000, 50},
                                             {CaptureChannel::kFair, 100, 90}};
  CampaignSuggestion made = SuggestFrom(facts, past);
  EXPECT_TRUE(made.suggested);
  EXPECT_EQ(made.capture_channel, CaptureChannel::kLetter);
  EXPECT_DOUBLE_EQ(made.past_rate->value, 0.05);
  // 500 letters, 5 % of them, each worth 1.00 EUR on average.
  EXPECT_EQ(made.expected_minor_units, 2500);
  EXPECT_THAT(made.text, HasSubstr("about 25 would confirm"));

  facts.letters = 100;
  made = SuggestFrom(facts, past);
  EXPECT_EQ(made.capture_channel, CaptureChannel::kProductRegistration);
  EXPECT_EQ(made.reached, 800);
  EXPECT_NEAR(made.past_rate->value, 140.0 / 1100, 1e-12) << "no such campaign yet: any paper";
}

TEST(Suggestion, PromisesNothingThatNobodyTried) {
  const SuggestionFacts facts{10, 9, 0, {}, "Scoring did not answer."};
  const CampaignSuggestion made = SuggestFrom(facts, {});
  EXPECT_TRUE(made.suggested);
  EXPECT_FALSE(made.past_rate.has_value());
  EXPECT_FALSE(made.expected_minor_units.has_value());
  EXPECT_THAT(made.text, HasSubstr("Scoring did not answer."));
  EXPECT_FALSE(SuggestFrom({10, 5, 5, {}, ""}, {}).suggested) << "half is enough";
  EXPECT_FALSE(SuggestFrom({}, {}).suggested);
}

}  // namespace
}  // namespace bestand::consent
