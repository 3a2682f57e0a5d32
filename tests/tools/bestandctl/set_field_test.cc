#include "tools/bestandctl/message/set_field.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bestand/reward_catalog/v1/reward_service.pb.h"
#include "bestand/scoring/v1/portfolio_service.pb.h"
#include "bestand/scoring/v1/score_service.pb.h"
#include "common/error/error.h"

namespace bestand::ctl {
namespace {

using google::protobuf::Message;
using testing::HasSubstr;

absl::Status Set(Message& message, const std::string& field, const std::string& text) {
  return SetField(message, FindPath(*message.GetDescriptor(), field), text);
}

TEST(SetField, ReadsMoneyInTheCurrencysDecimals) {
  scoring::v1::PlanPortfolioRequest request;
  ASSERT_TRUE(Set(request, "assumptions.lifetime_value", "10000.05 EUR").ok());
  EXPECT_EQ(request.assumptions().lifetime_value().units(), 10000);
  EXPECT_EQ(request.assumptions().lifetime_value().nanos(), 50'000'000);
  ASSERT_TRUE(Set(request, "assumptions.first_purchase", "-3.10 EUR").ok());
  EXPECT_EQ(request.assumptions().first_purchase().nanos(), -100'000'000);
  for (const char* wrong :
       {"12", "12,5 EUR", "1.005 EUR", "EUR 12", "1.5 JPY", "", "99999999999999999999 EUR"})
    EXPECT_EQ(ReasonOf(Set(request, "assumptions.lifetime_value", wrong)), "FIELD_INVALID") << wrong;
}

TEST(SetField, ReadsDatesAndDurations) {
  scoring::v1::CreateScoringJobRequest request;
  ASSERT_TRUE(Set(request, "settings.as_of_date", "2011-09-30").ok());
  EXPECT_EQ(request.settings().as_of_date().month(), 9);
  ASSERT_TRUE(Set(request, "settings.dormancy_horizon", "90d").ok());
  EXPECT_EQ(request.settings().dormancy_horizon().seconds(), 90 * 86400);
  for (const char* wrong : {"2011-13-01", "yesterday", "2011-9-3"})
    EXPECT_FALSE(Set(request, "settings.as_of_date", wrong).ok()) << wrong;
  for (const char* wrong : {"ninety", "d", "10"})
    EXPECT_FALSE(Set(request, "settings.dormancy_horizon", wrong).ok()) << wrong;
}

TEST(SetField, ReadsEnumsByTheirShortNames) {
  reward_catalog::v1::Reward reward;
  ASSERT_TRUE(Set(reward, "alcohol", "beer-or-wine").ok());
  EXPECT_EQ(reward.alcohol(), reward_catalog::v1::ALCOHOL_BEER_OR_WINE);
  ASSERT_TRUE(Set(reward, "moments", "wake-up").ok());
  ASSERT_TRUE(Set(reward, "moments", "GOODWILL").ok());
  EXPECT_EQ(reward.moments_size(), 2);
  EXPECT_THAT(std::string(MessageOf(Set(reward, "alcohol", "water"))), HasSubstr("beer-or-wine|spirits"));
}

TEST(SetField, ReadsMapsAsPairs) {
  reward_catalog::v1::Reward reward;
  ASSERT_TRUE(Set(reward, "attributes", "wine.colour=white,theme=kitchen").ok());
  EXPECT_EQ(reward.attributes().at("wine.colour"), "white");
  EXPECT_EQ(reward.attributes().size(), 2u);
  EXPECT_FALSE(Set(reward, "attributes", "nothing").ok());
}

TEST(SetField, RefusesNumbersThatDoNotFit) {
  reward_catalog::v1::Reward reward;
  EXPECT_FALSE(Set(reward, "minimum_age", "99999999999").ok());
  EXPECT_FALSE(Set(reward, "minimum_age", "18 years").ok());
  EXPECT_TRUE(Set(reward, "minimum_age", "18").ok());
}

TEST(FindPath, IsEmptyForAnUnknownField) {
  EXPECT_TRUE(FindPath(*reward_catalog::v1::Reward::descriptor(), "worth.colour").empty());
  EXPECT_EQ(Dotted(FindPath(*reward_catalog::v1::CreateRewardRequest::descriptor(), "reward.worth")),
            "reward.worth");
}

}  // namespace
}  // namespace bestand::ctl
