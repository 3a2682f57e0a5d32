#include <thread>

#include "common/validate/wire_values.h"
#include "tests/services/customer_profile/api/api_fixture.h"

namespace bestand::customer_profile {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using History = v1::HistoryService::Stub;

class HistoryApiTest : public ApiTest {
 protected:
  void Address(const std::string& customer_id, const std::string& subject) {
    v1::RecordInteractionRequest request;
    request.set_parent("customers/" + customer_id);
    request.mutable_interaction()->set_direction(v1::DIRECTION_OUTBOUND);
    request.mutable_interaction()->set_channel(v1::CHANNEL_PHONE);
    request.mutable_interaction()->set_subject(subject);
    const auto response = history_client.Call(&History::RecordInteraction, request);
    ASSERT_TRUE(response.ok()) << response.status();
  }

  // Reads changes behind a cursor until `count` have come; returns customers and the last cursor.
  std::pair<std::vector<std::string>, std::string> Watch(const std::string& cursor, size_t count) {
    const auto context = rpc::NewContext(remote, absl::Seconds(20));
    v1::WatchChangesRequest request;
    request.set_cursor(cursor);
    const auto reader = history_client.stub().WatchChanges(context.get(), request);
    std::pair<std::vector<std::string>, std::string> seen;
    for (v1::WatchChangesResponse chunk; seen.first.size() < count && reader->Read(&chunk);) {
      for (const v1::Change& change : chunk.changes()) seen.first.push_back(change.customer());
      seen.second = chunk.next_cursor();
    }
    context->TryCancel();
    return seen;
  }
};

TEST_F(HistoryApiTest, GetLastContactKnowsChannelAndReason) {
  Create("anna");
  Address("anna", "newsletter");
  v1::GetLastContactRequest request;
  request.set_customer("customers/anna");
  const auto response = history_client.Call(&History::GetLastContact, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->last_outbound().channel(), v1::CHANNEL_PHONE);
  EXPECT_EQ(response->last_outbound().subject(), "newsletter");
  EXPECT_FALSE(response->has_last_inbound());
  request.set_customer("customers/x");
  EXPECT_EQ(ReasonOf(history_client.Call(&History::GetLastContact, request).status()), "CUSTOMER_UNKNOWN");
}

TEST_F(HistoryApiTest, WhatWasRecordedBeforeIsInEachOfManyAnswersAtOnce) {
  constexpr int kThreads = 16, kContacts = 30;
  for (int i = 0; i < kThreads; ++i) Create("c" + std::to_string(i));
  const auto record_and_ask = [&](const std::string& customer_id) {
    for (int contact = 0; contact < kContacts; ++contact) {
      const std::string subject = customer_id + " " + std::to_string(contact);
      Address(customer_id, subject);
      v1::GetLastContactRequest request;
      request.set_customer("customers/" + customer_id);
      const auto response = history_client.Call(&History::GetLastContact, request);
      ASSERT_TRUE(response.ok()) << response.status();
      EXPECT_EQ(response->last_outbound().subject(), subject);
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(record_and_ask, "c" + std::to_string(i));
  for (std::thread& thread : threads) thread.join();
}

TEST_F(HistoryApiTest, TimelineSaysWhatHappened) {
  ASSERT_TRUE(Import({{"anna", "R1", "p1", -2, 500, 15000}}).ok());
  Address("anna", "newsletter");
  v1::ListTimelineRequest request;
  request.set_parent("customers/anna");
  request.set_page_size(1);
  const auto first = history_client.Call(&History::ListTimeline, request);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->entries(0).summary(), "Addressed by phone: newsletter");
  request.set_page_token(first->next_page_token());
  const auto second = history_client.Call(&History::ListTimeline, request);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->entries(0).summary(), "Returned 2 x Name (shop R1)");
  EXPECT_EQ(second->entries(0).value().units(), -10);
}

TEST_F(HistoryApiTest, GiftsComplaintsAndPreferencesMakeTheGiftContext) {
  Create("anna");
  v1::RecordGiftRequest gift;
  gift.set_parent("customers/anna");
  gift.mutable_gift()->set_kind("cup");
  gift.mutable_gift()->mutable_worth()->set_currency_code("EUR");
  gift.mutable_gift()->mutable_worth()->set_units(5);
  ASSERT_TRUE(history_client.Call(&History::RecordGift, gift).ok());
  v1::RecordComplaintRequest complaint;
  complaint.set_parent("customers/anna");
  complaint.mutable_complaint()->set_subject("broken");
  const auto made = history_client.Call(&History::RecordComplaint, complaint);
  ASSERT_TRUE(made.ok()) << made.status();
  v1::SetPreferenceRequest preference;
  preference.set_parent("customers/anna");
  preference.mutable_preference()->set_attribute("wine.colour");
  preference.mutable_preference()->set_value("red");
  preference.mutable_preference()->set_attitude(v1::ATTITUDE_NEVER);
  ASSERT_TRUE(preference_client.Call(&v1::PreferenceService::Stub::SetPreference, preference).ok());
  v1::GetGiftContextRequest request;
  request.set_customer("customers/anna");
  const auto context = history_client.Call(&History::GetGiftContext, request);
  ASSERT_TRUE(context.ok()) << context.status();
  EXPECT_EQ(context->kind(), v1::CUSTOMER_KIND_PERSON);
  EXPECT_FALSE(context->is_company());
  EXPECT_EQ(context->gifts(0).worth().units(), 5);
  EXPECT_EQ(context->open_complaint_count(), 1);
  EXPECT_EQ(context->preferences(0).attitude(), v1::ATTITUDE_NEVER);
  v1::ResolveComplaintRequest resolve;
  resolve.set_name(made->complaint().name());
  EXPECT_TRUE(history_client.Call(&History::ResolveComplaint, resolve)->complaint().has_resolve_time());
}

TEST_F(HistoryApiTest, WhatLiesBeyondTomorrowHasNotHappened) {
  Create("anna");
  const auto at = [&](absl::Duration ahead) { return ToTimestamp(SystemClock().Now() + ahead); };
  v1::RecordInteractionRequest interaction;
  interaction.set_parent("customers/anna");
  interaction.mutable_interaction()->set_direction(v1::DIRECTION_OUTBOUND);
  v1::RecordGiftRequest gift;
  gift.set_parent("customers/anna");
  gift.mutable_gift()->set_kind("cup");
  v1::RecordComplaintRequest complaint;
  complaint.set_parent("customers/anna");
  complaint.mutable_complaint()->set_subject("broken");
  for (const absl::Duration ahead : {absl::Hours(23), absl::Hours(25)}) {
    *interaction.mutable_interaction()->mutable_event_time() = at(ahead);
    *gift.mutable_gift()->mutable_give_time() = at(ahead);
    *complaint.mutable_complaint()->mutable_open_time() = at(ahead);
    const bool refused = ahead > absl::Hours(24);
    const auto fields = [&](std::string_view field) {
      return refused ? std::vector<std::string>{std::string(field)} : std::vector<std::string>();
    };
    EXPECT_EQ(FieldsOf(history_client.Call(&History::RecordInteraction, interaction).status()),
              fields("interaction.event_time"));
    EXPECT_EQ(FieldsOf(history_client.Call(&History::RecordGift, gift).status()), fields("gift.give_time"));
    EXPECT_EQ(FieldsOf(history_client.Call(&History::RecordComplaint, complaint).status()),
              fields("complaint.open_time"));
  }
}

TEST_F(HistoryApiTest, InvalidFieldsAreNamedAllAtOnce) {
  v1::RecordInteractionRequest interaction;
  interaction.mutable_interaction()->set_channel(static_cast<v1::Channel>(99));
  interaction.mutable_interaction()->mutable_event_time()->set_seconds(253402300799);
  interaction.mutable_interaction()->set_actor(std::string(500, 'x'));
  interaction.set_request_id("x");
  EXPECT_THAT(FieldsOf(history_client.Call(&History::RecordInteraction, interaction).status()),
              ElementsAre("parent", "interaction.direction", "interaction.channel", "interaction.event_time",
                          "interaction.actor", "request_id"));
  v1::RecordGiftRequest gift;
  gift.mutable_gift()->mutable_worth()->set_currency_code("EUR");
  gift.mutable_gift()->mutable_worth()->set_units(-1);
  gift.mutable_gift()->set_reward("x");
  EXPECT_THAT(FieldsOf(history_client.Call(&History::RecordGift, gift).status()),
              ElementsAre("parent", "gift.kind", "gift.worth", "gift.reward"));
  EXPECT_THAT(
      FieldsOf(
          history_client.Call(&History::ListNotContactedSince, v1::ListNotContactedSinceRequest()).status()),
      ElementsAre("since_time"));
}

TEST_F(HistoryApiTest, ChangesResumeWithoutLossAndTellThoseStillToCome) {
  for (const std::string id : {"a", "b", "c"}) Create(id);
  const auto first = Watch("", 3);
  EXPECT_THAT(first.first, ElementsAre("customers/a", "customers/b", "customers/c"));
  std::thread later([&] {
    for (int round = 0; round < 20; ++round) Address(round % 2 == 0 ? "a" : "b", std::to_string(round));
  });
  const auto second = Watch(first.second, 7);
  later.join();
  const auto third = Watch(second.second, 20 - second.first.size());
  EXPECT_EQ(second.first.size() + third.first.size(), 20u);
}

TEST_F(HistoryApiTest, WatchGivesASignOfLife) {
  const auto context = rpc::NewContext(remote, absl::Seconds(20));
  const auto reader = history_client.stub().WatchChanges(context.get(), v1::WatchChangesRequest());
  v1::WatchChangesResponse chunk;
  ASSERT_TRUE(reader->Read(&chunk));
  EXPECT_EQ(chunk.changes_size(), 0);
  EXPECT_FALSE(chunk.next_cursor().empty());
  context->TryCancel();
}

TEST_F(HistoryApiTest, ACursorOfNobodyIsUnknown) {
  for (const std::string& cursor : {std::string("x"), ToCursor(1'000'000)}) {
    const auto context = rpc::NewContext(remote, absl::Seconds(20));
    v1::WatchChangesRequest request;
    request.set_cursor(cursor);
    const auto reader = history_client.stub().WatchChanges(context.get(), request);
    v1::WatchChangesResponse chunk;
    EXPECT_FALSE(reader->Read(&chunk));
    EXPECT_EQ(ReasonOf(rpc::FromGrpc(reader->Finish())), "CURSOR_UNKNOWN");
  }
}

}  // namespace
}  // namespace bestand::customer_profile
