#include "services/consent/api/campaigns/campaign_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/id.h"
#include "common/rpc/client.h"
#include "services/consent/storage/campaigns/sql_campaign_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using Stub = v1::CampaignService::Stub;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

struct ServedCampaigns : ConsentHouse {
  bestand::testing::ApiRuntime house{&replays};
  rpc::PageTokens page_tokens{"0123456789abcdef"};
  SignUps sign_ups{purposes, Rules(key).address_key};
  SqlCampaignStore store{*database, clock};
  CampaignApi api{{store, sign_ups, "https://pages.example.test", page_tokens, house.runtime()}};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::CampaignService>(api)}};
  rpc::Client<v1::CampaignService> client{served.remote()};

  absl::StatusOr<v1::CreateCampaignResponse> Create(const std::string& id) {
    v1::CreateCampaignRequest request;
    v1::Campaign& campaign = *request.mutable_campaign();
    campaign.set_name("campaigns/" + id);
    campaign.set_capture_channel(v1::CAPTURE_CHANNEL_CARD);
    campaign.add_purposes("purposes/news");
    campaign.set_language_code("de");
    campaign.set_printed_count(200);
    campaign.mutable_end_date()->set_year(2026);
    campaign.mutable_end_date()->set_month(12);
    campaign.mutable_end_date()->set_day(31);
    return client.Call(&Stub::CreateCampaign, request);
  }
  std::vector<int64_t> Funnel(const std::string& id) {
    v1::GetCampaignFunnelRequest request;
    request.set_name("campaigns/" + id);
    std::vector<int64_t> counts;
    const auto answer = client.Call(&Stub::GetCampaignFunnel, request);
    if (answer.ok())
      for (const v1::FunnelStage& stage : answer->stages()) counts.push_back(stage.count());
    return counts;
  }
};

std::vector<std::string> WrongFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(status)) fields.push_back(violation.field);
  return fields;
}

TEST(CampaignApi, MakesCampaignsAndTellsWhereTheirCodesLead) {
  ServedCampaigns served;
  const auto made = served.Create("card-2026");
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->campaign().code_url(), "https://pages.example.test/r/card-2026?c=1");
  EXPECT_EQ(made->campaign().form_url(), "https://pages.example.test/r/card-2026");
  EXPECT_EQ(made->campaign().end_date().day(), 31);
  EXPECT_FALSE(made->campaign().has_start_date());
  EXPECT_EQ(made->campaign().printed_count(), 200);
  v1::GetCampaignRequest request;
  request.set_name("campaigns/card-2026");
  EXPECT_EQ(served.client.Call(&Stub::GetCampaign, request)->campaign().SerializeAsString(),
            made->campaign().SerializeAsString());
  request.set_name("campaigns/none");
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::GetCampaign, request).status()), "CAMPAIGN_UNKNOWN");
}

TEST(CampaignApi, SaysAllThatIsWrongWithOne) {
  ServedCampaigns served;
  v1::CreateCampaignRequest request;
  request.mutable_campaign()->set_name("campaigns/" + std::string(61, 'a'));
  request.mutable_campaign()->set_language_code("fr");
  request.mutable_campaign()->set_printed_count(-1);
  request.mutable_campaign()->mutable_start_date()->set_year(2026);
  EXPECT_THAT(WrongFields(served.client.Call(&Stub::CreateCampaign, request).status()),
              UnorderedElementsAre("campaign.name", "campaign.capture_channel", "purposes", "language_code",
                                   "campaign.start_date", "campaign.printed_count"));
}

TEST(CampaignApi, ListsThemPageByPage) {
  ServedCampaigns served;
  for (const auto id : {"a", "b", "c"}) ASSERT_TRUE(served.Create(id).ok());
  v1::ListCampaignsRequest request;
  request.set_page_size(2);
  std::vector<std::string> names;
  do {
    const auto page = served.client.Call(&Stub::ListCampaigns, request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const v1::Campaign& campaign : page->campaigns()) names.push_back(campaign.name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, ElementsAre("campaigns/a", "campaigns/b", "campaigns/c"));
}

TEST(CampaignApi, CountsViewsOncePerReport) {
  ServedCampaigns served;
  ASSERT_TRUE(served.Create("card").ok());
  v1::CountPageViewsRequest request;
  for (const auto stage : {v1::CAMPAIGN_STAGE_SCANNED, v1::CAMPAIGN_STAGE_FORM_OPENED}) {
    v1::PageViews& views = *request.add_views();
    views.set_campaign("campaigns/card");
    views.set_stage(stage);
    views.set_count(5);
  }
  request.set_request_id(NewUuid());
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(served.client.Call(&Stub::CountPageViews, request).ok());
  EXPECT_THAT(served.Funnel("card"), ElementsAre(200, 5, 5, 0, 0, 0, 0, 0));
  request.mutable_views(0)->set_stage(v1::CAMPAIGN_STAGE_CONFIRMED);
  request.mutable_views(1)->set_stage(v1::CAMPAIGN_STAGE_PRINTED);
  request.clear_request_id();
  EXPECT_THAT(WrongFields(served.client.Call(&Stub::CountPageViews, request).status()),
              ElementsAre("views[0].stage", "views[1].stage"));
}

TEST(CampaignApi, TakesWhatHappensOutsideAndNothingThatIsCounted) {
  ServedCampaigns served;
  ASSERT_TRUE(served.Create("card").ok());
  v1::RecordCampaignStageRequest request;
  request.set_name("campaigns/card");
  request.set_stage(v1::CAMPAIGN_STAGE_PRINTED);
  request.set_count(50);
  ASSERT_TRUE(served.client.Call(&Stub::RecordCampaignStage, request).ok());
  EXPECT_THAT(served.Funnel("card"), ElementsAre(250, 0, 0, 0, 0, 0, 0, 0));
  request.set_stage(v1::CAMPAIGN_STAGE_CONFIRMED);
  EXPECT_THAT(WrongFields(served.client.Call(&Stub::RecordCampaignStage, request).status()),
              ElementsAre("stage"));
  v1::CloseCampaignRequest close;
  close.set_name("campaigns/card");
  EXPECT_TRUE(served.client.Call(&Stub::CloseCampaign, close)->campaign().has_close_time());
  request.set_stage(v1::CAMPAIGN_STAGE_PRINTED);
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::RecordCampaignStage, request).status()), "CAMPAIGN_CLOSED");
}

TEST(CampaignApi, ShowsTheForm) {
  ServedCampaigns served;
  ASSERT_TRUE(served.Create("card").ok());
  v1::GetCampaignFormRequest request;
  request.set_name("campaigns/card");
  const auto form = served.client.Call(&Stub::GetCampaignForm, request);
  ASSERT_TRUE(form.ok()) << form.status();
  EXPECT_EQ(form->language_code(), "de");
  EXPECT_EQ(form->purposes(0).wording_text(), "Wording of news");
}

}  // namespace
}  // namespace bestand::consent
