#include "services/consent/domain/campaigns/campaigns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/id.h"
#include "services/consent/storage/campaigns/sql_campaign_store.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

using ::testing::ElementsAre;

struct CampaignHouse : ConsentHouse {
  SignUps sign_ups{purposes, Rules(key).address_key};
  SqlCampaignStore store{*database, clock};
  Campaigns campaigns{store, sign_ups};

  Campaign Fair() {
    Campaign fair;
    fair.id = "fair";
    fair.display_name = "Fair in Hanover";
    fair.capture_channel = CaptureChannel::kFair;
    fair.purposes = {"news", "birthday"};
    fair.language = "de";
    fair.start = absl::CivilDay(2026, 3, 1);
    fair.printed = 500;
    return fair;
  }

  // Asks by the form of a campaign; returns the token of the mail, "" without one.
  std::string AskBy(const std::string& campaign, const std::string& customer,
                    const std::vector<std::string>& what = {"news"}) {
    OptInRequest request;
    request.customer = customer;
    request.address = customer + "@example.test";
    request.purposes = what;
    request.circumstances.campaign = campaign;
    EXPECT_TRUE(opt_ins.Request(request).ok());
    const auto due = *mails.Claim(1, absl::Hours(1));
    if (due.empty()) return "";
    last_mail = due[0];
    return last_mail.text.substr(last_mail.text.find("Token: ") + 7, 43);
  }

  OutgoingMail last_mail;
};

TEST(Campaigns, AreKeptAsTheyWereMade) {
  CampaignHouse house;
  const auto made = house.campaigns.Create(house.Fair());
  ASSERT_TRUE(made.ok()) << made.status();
  const Campaign fair = *house.store.Get("fair");
  EXPECT_EQ(fair.display_name, "Fair in Hanover");
  EXPECT_EQ(fair.capture_channel, CaptureChannel::kFair);
  EXPECT_THAT(fair.purposes, ElementsAre("news", "birthday"));
  EXPECT_EQ(fair.start, absl::CivilDay(2026, 3, 1));
  EXPECT_FALSE(fair.end.has_value());
  EXPECT_EQ(fair.printed, 500);
  EXPECT_EQ(fair.create_time, house.clock.Now());
  EXPECT_EQ(ReasonOf(house.campaigns.Create(house.Fair()).status()), "ROW_CONFLICT");
  EXPECT_EQ(ReasonOf(house.store.Get("fai").status()), "CAMPAIGN_UNKNOWN");
}

TEST(Campaigns, AskOnlyForWhatCanBeAskedInTheirLanguage) {
  CampaignHouse house;
  (void)house.purposes.CreatePurpose({"mute", "Without words", {}});
  Campaign campaign = house.Fair();
  campaign.purposes = {"mute"};
  EXPECT_EQ(ReasonOf(house.campaigns.Create(campaign).status()), "WORDING_UNKNOWN");
  campaign.purposes = {"nothing"};
  EXPECT_EQ(ReasonOf(house.campaigns.Create(campaign).status()), "PURPOSE_UNKNOWN");
}

TEST(Campaigns, AreListedByIdAfterOneOfThem) {
  CampaignHouse house;
  for (const auto id : {"b-1", "a", "b", "c"}) {
    Campaign campaign = house.Fair();
    campaign.id = id;
    ASSERT_TRUE(house.campaigns.Create(campaign).ok());
  }
  std::vector<std::string> ids;
  std::string last;
  for (int i = 0; i < 4; ++i) {
    const auto page = *house.store.ListAfter(last, 1);
    ASSERT_EQ(page.size(), 1u);
    ids.push_back(last = page[0].id);
  }
  EXPECT_THAT(ids, testing::UnorderedElementsAre("a", "b", "b-1", "c"));
  EXPECT_TRUE(house.store.ListAfter(last, 1)->empty());
}

TEST(Campaigns, ShowTheirFormInAnotherLanguageWhereItIsThere) {
  CampaignHouse house;
  (void)house.purposes.CreatePurpose({"german", "Deutsch", {}});
  (void)house.purposes.AddWording({"german", 0, "de", "Nur auf Deutsch", "", {}});
  ASSERT_TRUE(house.campaigns.Create(house.Fair()).ok());
  EXPECT_EQ(house.campaigns.Form("fair", "")->language, "de");
  EXPECT_EQ(house.campaigns.Form("fair", "en")->language, "en");
  Campaign german = house.Fair();
  german.id = "german";
  german.purposes = {"german"};
  ASSERT_TRUE(house.campaigns.Create(german).ok());
  EXPECT_EQ(house.campaigns.Form("german", "en")->language, "de");
  EXPECT_EQ(ReasonOf(house.campaigns.Form("none", "").status()), "CAMPAIGN_UNKNOWN");
}

TEST(Campaigns, PrintNothingOnceClosedButGoOnCounting) {
  CampaignHouse house;
  ASSERT_TRUE(house.campaigns.Create(house.Fair()).ok());
  EXPECT_TRUE(house.campaigns.Record({"fair", FunnelStage::kPrinted, 100}).ok());
  const absl::Time closed = *house.store.Close("fair")->close_time;
  house.clock.Advance(absl::Hours(1));
  EXPECT_EQ(house.store.Close("fair")->close_time, closed) << "twice is once";
  EXPECT_EQ(ReasonOf(house.campaigns.Record({"fair", FunnelStage::kPrinted, 1})), "CAMPAIGN_CLOSED");
  EXPECT_TRUE(house.campaigns.Record({"fair", FunnelStage::kScanned, 7}).ok());
  EXPECT_EQ(ReasonOf(house.campaigns.Record({"none", FunnelStage::kScanned, 7})), "CAMPAIGN_UNKNOWN");
  EXPECT_EQ(ReasonOf(house.store.Close("none").status()), "CAMPAIGN_UNKNOWN");
  EXPECT_THAT(*house.store.CountFunnel("fair"), ElementsAre(600, 7, 0, 0, 0, 0, 0, 0));
}

TEST(Campaigns, AddUpViewsOverDaysAndDropThoseOfUnknownOnes) {
  CampaignHouse house;
  ASSERT_TRUE(house.campaigns.Create(house.Fair()).ok());
  const std::vector<StageViews> views = {{"fair", FunnelStage::kScanned, 3},
                                         {"none", FunnelStage::kScanned, 5},
                                         {"fair", FunnelStage::kFormOpened, 2},
                                         {"fair", FunnelStage::kScanned, 1}};
  ASSERT_TRUE(house.store.Count(views).ok());
  house.clock.Advance(absl::Hours(24));
  ASSERT_TRUE(house.store.Count(views).ok());
  EXPECT_THAT(*house.store.CountFunnel("fair"), ElementsAre(500, 8, 4, 0, 0, 0, 0, 0));
}

TEST(CampaignFunnel, CountsPeopleFromTheFormToTheConfirmation) {
  CampaignHouse house;
  ASSERT_TRUE(house.campaigns.Create(house.Fair()).ok());
  // Two purposes of one mail are one person; so is who asks twice.
  const std::string token = house.AskBy("fair", "c1", {"news", "birthday"});
  ASSERT_TRUE(house.mails.MarkSent(house.last_mail, {"id", "250 ok", "hash"}).ok());
  EXPECT_EQ(house.AskBy("fair", "c1"), "") << "the limits hold it back";
  house.AskBy("campaigns/fair", "c2");
  house.AskBy("other", "c3");
  house.AskBy("", "c4");
  EXPECT_THAT(*house.store.CountFunnel("fair"), ElementsAre(500, 0, 0, 2, 1, 1, 0, 0));
  ASSERT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  EXPECT_THAT(*house.store.CountFunnel("fair"), ElementsAre(500, 0, 0, 2, 1, 1, 0, 1));
  EXPECT_EQ(house.consents.LookUpRequest(OptIns::HashOfToken(token))->value().campaign, "fair");
}

TEST(CampaignFunnel, TakesNoMailForDeliveredThatCameBack) {
  static constexpr storage::Statement kBounce{"test_bounce", "UPDATE mails SET bounce_time = now()"};
  CampaignHouse house;
  ASSERT_TRUE(house.campaigns.Create(house.Fair()).ok());
  house.AskBy("fair", "c1");
  ASSERT_TRUE(house.mails.MarkSent(house.last_mail, {"id", "250 ok", "hash"}).ok());
  const auto bounce = [](storage::Session& session) { return session.Run(kBounce).status(); };
  ASSERT_TRUE(house.database->InSession(bounce).ok());
  EXPECT_THAT(*house.store.CountFunnel("fair"), ElementsAre(500, 0, 0, 1, 1, 0, 0, 0));
}

TEST(CampaignFunnel, CountsConfirmationMailsAndNoReceipts) {
  CampaignHouse house;
  ASSERT_TRUE(house.campaigns.Create(house.Fair()).ok());
  house.AskBy("fair", "c1");
  OutgoingMail receipt = house.last_mail;
  receipt.id = NewUuid();
  receipt.kind = MailKind::kReceipt;
  ASSERT_TRUE(house.consents.InLog([&](LogWriter& log) { return log.QueueReceipt(receipt); }).ok());
  ASSERT_TRUE(house.mails.MarkSent(receipt, {"id", "250 ok", "hash"}).ok());
  EXPECT_THAT(*house.store.CountFunnel("fair"), ElementsAre(500, 0, 0, 1, 0, 0, 0, 0));
}

TEST(CampaignFunnel, CountsACardOnPaperAndItsMailAsOnePerson) {
  CampaignHouse house;
  ASSERT_TRUE(house.campaigns.Create(house.Fair()).ok());
  OfflineConsent card{{"c1", Channel::kEmail, "news"}, 1, "c1@example.test", "box 12"};
  card.circumstances.campaign = "fair";
  ASSERT_TRUE(house.grounds.Record(card).ok());
  card.key.customer = "c2";
  card.circumstances.campaign = "";
  ASSERT_TRUE(house.grounds.Record(card).ok());
  EXPECT_THAT(*house.store.CountFunnel("fair"), ElementsAre(500, 0, 0, 1, 0, 0, 0, 0));
  const std::string token = house.AskBy("fair", "c1");
  ASSERT_TRUE(house.mails.MarkSent(house.last_mail, {"id", "250 ok", "hash"}).ok());
  ASSERT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  EXPECT_THAT(*house.store.CountFunnel("fair"), ElementsAre(500, 0, 0, 1, 1, 1, 0, 1));
}

}  // namespace
}  // namespace bestand::consent
