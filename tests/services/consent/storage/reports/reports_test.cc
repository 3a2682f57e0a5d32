#include "services/consent/domain/reports/reports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/consent/storage/campaigns/sql_campaign_store.h"
#include "services/consent/storage/reports/sql_report_store.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Stands for scoring: each customer it knows is worth 10.00 EUR; two segments.
class KnownScores final : public Scores {
 public:
  absl::StatusOr<std::vector<CustomerSegment>> Segments() override {
    if (away) return Away();
    return std::vector<CustomerSegment>{{"segments/1", "Regulars"}, {"segments/2", "Sleepers"}};
  }
  absl::Status Members(const std::string& segment,
                       absl::FunctionRef<absl::Status(std::span<const std::string>)> take) override {
    if (away || away_for_members) return Away();
    for (const auto& [customer, of] : members) {
      if (of == segment) RETURN_IF_ERROR(take({&customer, 1}));
    }
    return absl::OkStatus();
  }
  absl::StatusOr<ScoredValue> ValueOf(std::span<const std::string> customers) override {
    if (away) return Away();
    ScoredValue value{0, 0, "EUR", absl::CivilDay(2026, 2, 28)};
    for (const std::string& customer : customers) value.scored += members.contains(customer) ? 1 : 0;
    value.minor_units = value.scored * 1000;
    return value;
  }

  std::map<std::string, std::string> members;
  bool away = false, away_for_members = false;

 private:
  static absl::Status Away() { return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "gone"); }
};

struct ReportHouse : ConsentHouse {
  ReportHouse() {
    profile.Remove("c1");
    for (const auto& [customer, recipient] : {std::pair("p1", Recipient::kB2c),
                                              {"p2", Recipient::kB2c},
                                              {"p3", Recipient::kB2c},
                                              {"f1", Recipient::kB2b}}) {
      profile.Add({customer, recipient, Relation::kCustomer, false});
      Decide(customer);
      scores.members[customer] = recipient == Recipient::kB2b ? "segments/2" : "segments/1";
    }
    profile.Add({"old", Recipient::kB2c, Relation::kFormer, false});
    Decide("old");
  }

  // Asks by the form of a campaign, and confirms some time later.
  void OptInBy(const std::string& campaign, const std::string& customer, absl::Duration later) {
    OptInRequest request{customer, customer + "@example.test", {"news"}};
    request.circumstances.campaign = campaign;
    ASSERT_TRUE(opt_ins.Request(request).ok());
    const auto due = *mails.Claim(1, absl::Hours(1));
    ASSERT_EQ(due.size(), 1u);
    clock.Advance(later);
    const std::string token = due[0].text.substr(due[0].text.find("Token: ") + 7, 43);
    ASSERT_TRUE(opt_ins.Confirm(token, {}).ok());
  }
  std::vector<std::string> Texts(const RateReport& report) {
    std::vector<std::string> texts;
    for (const RateCut& cut : report.cuts) {
      texts.push_back(cut.key + " " + std::to_string(cut.counts.confirmed_customers) + "/" +
                      std::to_string(cut.counts.active_customers) + " " +
                      std::to_string(cut.counts.confirmed_requests) + "/" +
                      std::to_string(cut.counts.requests));
    }
    return texts;
  }

  KnownScores scores;
  SqlCampaignStore campaigns{*database, clock};
  SqlReportStore store{*database};
  Reports reports{{store, contacts, subjects, purposes, checks, scores, *rules, clock}};
};

TEST(Reports, CutRatesByWhatIsAsked) {
  ReportHouse house;
  house.OptInBy("fair", "p1", absl::Hours(2));
  house.OptInBy("", "f1", absl::Hours(4));
  house.OptInBy("fair", "old", absl::Hours(1));
  house.Ask("p2");
  EXPECT_THAT(house.Texts(*house.reports.Rates(RateGrouping::kNone, Channel::kEmail, "")),
              ElementsAre(" 2/4 3/4"));
  EXPECT_THAT(house.Texts(*house.reports.Rates(RateGrouping::kRecipient, Channel::kEmail, "news")),
              ElementsAre("B2B 1/1 1/1", "B2C 1/3 2/3"));
  EXPECT_THAT(house.Texts(*house.reports.Rates(RateGrouping::kPurpose, Channel::kEmail, "")),
              ElementsAre("purposes/birthday 0/4 0/0", "purposes/news 2/4 3/4"));
  EXPECT_THAT(house.Texts(*house.reports.Rates(RateGrouping::kCampaign, Channel::kEmail, "")),
              ElementsAre(" 1/4 1/2", "campaigns/fair 1/4 2/2"));
  const auto channels = house.Texts(*house.reports.Rates(RateGrouping::kChannel, Channel::kEmail, ""));
  EXPECT_EQ(channels.size(), 7u);
  EXPECT_EQ(channels[0], "EMAIL 2/4 3/4");
  EXPECT_EQ(channels[6], "POST 0/4 0/0");
  EXPECT_EQ(ReasonOf(house.reports.Rates(RateGrouping::kNone, Channel::kEmail, "x").status()),
            "PURPOSE_UNKNOWN");
}

TEST(Reports, AgreeWithTheRateOfAll) {
  ReportHouse house;
  house.OptInBy("fair", "p1", absl::Hours(2));
  house.OptInBy("", "f1", absl::Hours(4));
  (void)house.refusals.Withdraw({"p1", Channel::kEmail, "news"}, {});
  (void)house.refusals.Object("f1", std::nullopt, {});
  house.OptInBy("", "p2", absl::Hours(1));
  const OptInCounts all = house.reports.Rates(RateGrouping::kNone, Channel::kEmail, "")->cuts[0].counts;
  const auto cuts = house.reports.Rates(RateGrouping::kRecipient, Channel::kEmail, "")->cuts;
  EXPECT_EQ(all.confirmed_customers, 1);
  EXPECT_EQ(cuts[0].counts.confirmed_customers + cuts[1].counts.confirmed_customers, 1);
  EXPECT_EQ(house.reports.History(Channel::kEmail, "", 1)->back().confirmed, 1);
  EXPECT_EQ(house.reports.History(Channel::kEmail, "", 1)->back().active, all.active_customers);
}

TEST(Reports, CutBySegmentAndSayWhenScoringIsAway) {
  ReportHouse house;
  house.OptInBy("", "p1", absl::Hours(2));
  house.OptInBy("", "p3", absl::Hours(6));
  const auto report = *house.reports.Rates(RateGrouping::kSegment, Channel::kEmail, "");
  EXPECT_THAT(house.Texts(report), ElementsAre("segments/1 2/3 2/2", "segments/2 0/1 0/0"));
  EXPECT_EQ(report.cuts[0].display_name, "Regulars");
  EXPECT_NEAR(absl::ToDoubleSeconds(*report.cuts[0].counts.median_to_confirm), 4 * 3600, 1);
  house.scores.away_for_members = true;
  const auto without = *house.reports.Rates(RateGrouping::kSegment, Channel::kEmail, "");
  EXPECT_THAT(without.cuts, IsEmpty()) << "a part would be read as the whole";
  EXPECT_THAT(without.note, HasSubstr("Scoring did not answer (SERVICE_AWAY)"));
}

TEST(Reports, TellTheRateAtTheEndOfEachMonth) {
  ReportHouse house;
  house.OptInBy("", "p1", absl::Hours(2));  // in March
  house.clock.Advance(absl::Hours(24 * 31));
  house.OptInBy("", "p2", absl::Hours(2));  // in April
  (void)house.refusals.Withdraw({"p1", Channel::kEmail, "news"}, {});
  house.clock.Advance(absl::Hours(24 * 30));
  (void)house.refusals.Object("p2", Channel::kEmail, {});  // in May
  const auto points = *house.reports.History(Channel::kEmail, "news", 4);
  std::vector<int64_t> active, confirmed;
  for (const RatePoint& point : points) {
    active.push_back(point.active);
    confirmed.push_back(point.confirmed);
  }
  EXPECT_THAT(active, ElementsAre(0, 4, 4, 4));
  EXPECT_THAT(confirmed, ElementsAre(0, 1, 1, 0));
  EXPECT_EQ(points.back().at, house.clock.Now());
}

TEST(Reports, AddUpWhatIsAtStake) {
  ReportHouse house;
  house.OptInBy("", "p1", absl::Hours(2));
  house.scores.members.erase("p3");
  const auto stake = *house.reports.Value(Channel::kEmail, "news");
  EXPECT_EQ(stake.active, 4);
  EXPECT_EQ(stake.blocked, 3);
  EXPECT_EQ(stake.value.scored, 2);
  EXPECT_EQ(stake.value.minor_units, 2000);
  EXPECT_EQ(stake.value.currency, "EUR");
  EXPECT_EQ(stake.value.as_of, absl::CivilDay(2026, 2, 28));
  EXPECT_THAT(stake.note, IsEmpty());
  house.scores.away = true;
  const auto without = *house.reports.Value(Channel::kEmail, "news");
  EXPECT_EQ(without.blocked, 3);
  EXPECT_EQ(without.value.scored, 0);
  EXPECT_THAT(without.note, HasSubstr("SERVICE_AWAY"));
}

// The set-based read decides as a check of each customer does.
TEST(Reports, CountDenialsAsChecksDecide) {
  ReportHouse house;
  house.OptInBy("", "p1", absl::Hours(2));
  house.OptInBy("", "p2", absl::Hours(2));
  (void)house.refusals.Withdraw({"p2", Channel::kEmail, "news"}, {});
  (void)house.refusals.Object("f1", std::nullopt, {});
  house.profile.Add({"fr", Recipient::kB2c, Relation::kCustomer, false, "FR"});
  house.Decide("fr");
  ASSERT_TRUE(house.grounds.Record(AddressNotice{"p3", "order 4711", "privacy notice"}).ok());
  ASSERT_TRUE(
      house.grounds
          .Record(ExistingCustomerBasis{"p3", Channel::kEmail, "order 4711", "checkout", "notice", "tea"})
          .ok());
  for (const Channel channel : {Channel::kEmail, Channel::kPost, Channel::kPhone}) {
    std::map<std::string, int64_t> expected, counted;
    for (const auto customer : {"p1", "p2", "p3", "f1", "fr", "old"}) {
      ++expected[std::string(
          house.checks.Check({customer, channel, MessageClass::kMarketing, "news", ""})->decision.reason)];
    }
    const auto reasons = *house.reports.Denials(channel, "news");
    for (const ReasonCount& count : reasons) counted[std::string(count.decision.reason)] = count.customers;
    EXPECT_EQ(counted, expected);
    EXPECT_GE(reasons.front().customers, reasons.back().customers);
  }
}

TEST(Reports, CountRefusalsByMonthAndByWhatTheConsentCameBy) {
  ReportHouse house;
  house.OptInBy("fair", "p1", absl::Hours(2));
  house.OptInBy("", "p2", absl::Hours(2));
  house.clock.Advance(absl::Hours(24 * 31));
  (void)house.refusals.Withdraw({"p1", Channel::kEmail, "news"}, {});
  (void)house.refusals.Object("p2", std::nullopt, {});
  const auto months = *house.reports.RefusalsByMonth(3);
  ASSERT_EQ(months.size(), 3u);
  EXPECT_EQ(months[1].month, absl::CivilMonth(2026, 3));
  EXPECT_EQ(months[1].withdrawals + months[1].objections, 0);
  EXPECT_EQ(months[2].withdrawals, 1);
  EXPECT_EQ(months[2].objections, 1);
  const auto campaigns = *house.reports.RefusalsByCampaignIn(3);
  ASSERT_EQ(campaigns.size(), 2u);
  EXPECT_EQ(campaigns[1].campaign, "fair");
  EXPECT_EQ(campaigns[1].confirmed, 1);
  EXPECT_EQ(campaigns[1].withdrawals, 1);
  EXPECT_EQ(campaigns[0].withdrawals, 0);
}

TEST(Reports, SuggestALetterToThoseWhoMayGetOne) {
  ReportHouse house;
  house.OptInBy("", "p1", absl::Hours(2));
  for (const auto customer : {"p1", "p2", "p3", "old"})
    ASSERT_TRUE(house.grounds.Record(AddressNotice{customer, "order", "notice"}).ok());
  Campaign letter;
  letter.id = "letter";
  letter.capture_channel = CaptureChannel::kLetter;
  letter.purposes = {"news"};
  letter.printed = 4;
  ASSERT_TRUE(house.campaigns.Create(letter).ok());
  house.OptInBy("letter", "somebody", absl::Hours(1));
  const auto made = *house.reports.Suggest("news");
  EXPECT_TRUE(made.suggested);
  EXPECT_EQ(made.facts.letters, 2) << "p2 and p3: f1 has no notice, p1 needs none, old is no customer";
  EXPECT_EQ(made.capture_channel, CaptureChannel::kLetter);
  EXPECT_DOUBLE_EQ(made.past_rate->value, 0.25);
  EXPECT_EQ(made.expected_minor_units, 500) << "2 letters x 0.25 x 10.00 EUR";
}

TEST(Reports, TakeMoreCustomersThanOnePage) {
  ReportHouse house;
  std::vector<Subject> many;
  for (int i = 0; i < 2500; ++i)
    many.push_back({"m" + std::to_string(i), Recipient::kB2b, Relation::kCustomer, false, "DE"});
  for (size_t i = 0; i < many.size(); i += 500)
    ASSERT_TRUE(house.subjects.Add(std::span(many).subspan(i, 500)).ok());
  EXPECT_EQ(
      house.reports.Rates(RateGrouping::kRecipient, Channel::kEmail, "")->cuts[0].counts.active_customers,
      2501);
  EXPECT_EQ(house.reports.Value(Channel::kEmail, "")->blocked, 2504);
  EXPECT_EQ(house.reports.History(Channel::kEmail, "", 1)->back().active, 2504);
}

}  // namespace
}  // namespace bestand::consent
