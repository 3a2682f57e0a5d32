#include "services/consent/api/opt_in_report_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/api/served_consent.h"

namespace bestand::consent {
namespace {

TEST(OptInReportApi, TellsTheRateAndWhatToDo) {
  ServedConsent served;
  for (const auto customer : {"k1", "k2", "k3"}) {
    served.profile.Add({customer, Recipient::kB2c, Relation::kCustomer, false});
    served.Decide(customer);
  }
  served.OptIn("k1");
  v1::QueryOptInRateRequest request;
  request.set_purpose("purposes/news");
  const auto rate = served.report_client.Call(&v1::OptInReportService::Stub::QueryOptInRate, request);
  ASSERT_TRUE(rate.ok()) << rate.status();
  EXPECT_EQ(rate->active_customer_count(), 3);
  EXPECT_EQ(rate->confirmed_customer_count(), 1);
  EXPECT_NEAR(rate->opt_in_rate(), 1.0 / 3, 1e-12);
  EXPECT_LT(rate->opt_in_rate_low(), rate->opt_in_rate());
  EXPECT_GT(rate->opt_in_rate_high(), rate->opt_in_rate());
  EXPECT_EQ(rate->confirmation_rate(), 1);
  EXPECT_TRUE(rate->has_median_time_to_confirm());
  EXPECT_THAT(rate->suggestion(), ::testing::HasSubstr("2 of 3"));
  request.set_purpose("purposes/nothing");
  EXPECT_EQ(
      ReasonOf(served.report_client.Call(&v1::OptInReportService::Stub::QueryOptInRate, request).status()),
      "PURPOSE_UNKNOWN");
}

}  // namespace
}  // namespace bestand::consent
