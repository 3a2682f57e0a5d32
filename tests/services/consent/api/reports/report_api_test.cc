#include "services/consent/api/reports/report_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/client.h"
#include "services/consent/clients/score_client.h"
#include "services/consent/storage/reports/sql_report_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using Stub = v1::ConsentReportService::Stub;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct ServedReports : ConsentHouse {
  ServedReports() {
    Decide("c1");
    OptIn("c1");
    clock.Advance(absl::Seconds(1));
    profile.Add({"c2", Recipient::kB2b, Relation::kCustomer, false});
    Decide("c2");
    profile.Add({"c3", Recipient::kB2c, Relation::kCustomer, false});
    Decide("c3");
  }

  bestand::testing::ApiRuntime house{&replays};
  SqlReportStore store{*database};
  NoScores scores;
  ConsentReportApi api{{store, contacts, subjects, purposes, checks, scores, *rules, clock}, house.runtime()};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::ConsentReportService>(api)}};
  rpc::Client<v1::ConsentReportService> client{served.remote()};
};

TEST(ConsentReportApi, TellsCutsWithTheirIntervals) {
  ServedReports served;
  v1::QueryOptInRatesRequest request;
  request.set_grouping(v1::RATE_GROUPING_RECIPIENT);
  const auto report = served.client.Call(&Stub::QueryOptInRates, request);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->cuts_size(), 2);
  const v1::RateCut& people = report->cuts(1);
  EXPECT_EQ(people.key(), "B2C");
  EXPECT_DOUBLE_EQ(people.opt_in_rate(), 0.5);
  EXPECT_NEAR(people.opt_in_rate_low(), 0.0945, 1e-4);
  EXPECT_NEAR(people.opt_in_rate_high(), 0.9055, 1e-4);
  EXPECT_DOUBLE_EQ(people.confirmation_rate(), 1);
  EXPECT_TRUE(people.has_median_time_to_confirm());
  EXPECT_FALSE(report->cuts(0).has_median_time_to_confirm());
}

TEST(ConsentReportApi, SaysWhatIsMissingWithoutScoring) {
  ServedReports served;
  v1::QueryOptInRatesRequest rates;
  rates.set_grouping(v1::RATE_GROUPING_SEGMENT);
  EXPECT_THAT(served.client.Call(&Stub::QueryOptInRates, rates)->note(),
              HasSubstr("No scoring is connected"));
  const auto stake = served.client.Call(&Stub::QueryValueAtStake, v1::QueryValueAtStakeRequest());
  ASSERT_TRUE(stake.ok()) << stake.status();
  EXPECT_EQ(stake->blocked_customer_count(), 2);
  EXPECT_FALSE(stake->has_value_at_stake());
  EXPECT_THAT(stake->note(), HasSubstr("No scoring is connected"));
}

TEST(ConsentReportApi, TellsHistoryDenialsRefusalsAndWhatToDo) {
  ServedReports served;
  const auto history = served.client.Call(&Stub::QueryOptInHistory, v1::QueryOptInHistoryRequest());
  ASSERT_TRUE(history.ok()) << history.status();
  EXPECT_EQ(history->points_size(), 12);
  EXPECT_EQ(history->points(11).confirmed_customer_count(), 1);
  v1::QueryDenialsRequest denials;
  denials.set_purpose("purposes/news");
  const auto reasons = served.client.Call(&Stub::QueryDenials, denials);
  ASSERT_TRUE(reasons.ok()) << reasons.status();
  EXPECT_EQ(reasons->reasons(0).reason(), "NEEDS_DOI");
  EXPECT_EQ(reasons->reasons(0).customer_count(), 2);
  EXPECT_NEAR(reasons->reasons(0).share(), 2.0 / 3, 1e-12);
  EXPECT_TRUE(reasons->reasons(1).allowed());
  EXPECT_EQ(served.client.Call(&Stub::QueryRefusals, v1::QueryRefusalsRequest())->months_size(), 12);
  v1::SuggestCampaignRequest suggest;
  suggest.set_purpose("purposes/news");
  const auto made = served.client.Call(&Stub::SuggestCampaign, suggest);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_TRUE(made->suggested());
  EXPECT_FALSE(made->has_past_rate());
  EXPECT_THAT(made->text(), HasSubstr("2 of 3 active customers cannot be addressed"));
}

TEST(ConsentReportApi, RefusesWhatItCannotCut) {
  ServedReports served;
  v1::QueryOptInRatesRequest request;
  request.set_grouping(v1::RATE_GROUPING_CHANNEL);
  request.set_channel(v1::CHANNEL_POST);
  request.set_purpose("news");
  std::vector<std::string> fields;
  for (const FieldViolation& wrong :
       ViolationsOf(served.client.Call(&Stub::QueryOptInRates, request).status()))
    fields.push_back(wrong.field);
  EXPECT_THAT(fields, ElementsAre("purpose", "channel"));
  v1::QueryOptInHistoryRequest history;
  history.set_month_count(61);
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::QueryOptInHistory, history).status()), "FIELD_INVALID");
}

}  // namespace
}  // namespace bestand::consent
