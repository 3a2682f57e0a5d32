#include "services/consent/api/person/own_limit_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/id.h"
#include "common/rpc/client.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using Stub = v1::OwnLimitService::Stub;

struct ServedLimits : ConsentHouse {
  ServedLimits() { OptIn("c1"); }

  SqlServiceKey link_key{*database, "link"};
  PersonLinks links{WithDatabaseKey(nullptr, link_key)};
  bestand::testing::ApiRuntime house{&replays};
  OwnLimitApi api{{links, contacts, wishes, house.runtime()}};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::OwnLimitService>(api)}};
  rpc::Client<v1::OwnLimitService> client{served.remote()};
  const std::string token = *links.Sign(LinkUse::kPreferences, {"c1", Channel::kEmail, ""});

  absl::StatusOr<int64_t> Set(const std::string& by, int contacts, int days) {
    v1::SetOwnLimitRequest request;
    request.set_token(by);
    request.mutable_limit()->set_max_contacts(contacts);
    request.mutable_limit()->set_days(days);
    request.set_request_id(NewUuid());
    ASSIGN_OR_RETURN(const auto answer, client.Call(&Stub::SetOwnLimit, request));
    return answer.log_size();
  }
  // As "1 in 7", or "none", by the person and by an application.
  std::vector<std::string> Shown() {
    v1::GetOwnLimitRequest own;
    own.set_token(token);
    v1::GetCustomerLimitRequest other;
    other.set_customer("customers/c1");
    return {TextOf(*client.Call(&Stub::GetOwnLimit, own)),
            TextOf(*client.Call(&Stub::GetCustomerLimit, other))};
  }
  template <class Response>
  static std::string TextOf(const Response& response) {
    if (!response.has_limit()) return "none";
    return std::to_string(response.limit().max_contacts()) + " in " + std::to_string(response.limit().days());
  }
};

TEST(OwnLimitApi, IsSetAndEndedByThePerson) {
  ServedLimits served;
  EXPECT_THAT(served.Shown(), ::testing::Each("none"));
  EXPECT_EQ(*served.Set(served.token, 1, 7), 3);
  EXPECT_THAT(served.Shown(), ::testing::Each("1 in 7"));
  v1::SetOwnLimitRequest end;
  end.set_token(served.token);
  end.set_request_id(NewUuid());
  ASSERT_TRUE(served.client.Call(&Stub::SetOwnLimit, end).ok());
  EXPECT_THAT(served.Shown(), ::testing::Each("none"));
}

TEST(OwnLimitApi, IsSetByAnApplicationOnce) {
  ServedLimits served;
  v1::SetCustomerLimitRequest request;
  request.set_customer("customers/c1");
  request.mutable_limit()->set_max_contacts(2);
  request.mutable_limit()->set_days(30);
  request.set_request_id(NewUuid());
  EXPECT_EQ(served.client.Call(&Stub::SetCustomerLimit, request)->log_size(), 3);
  EXPECT_EQ(served.client.Call(&Stub::SetCustomerLimit, request)->log_size(), 3)
      << "a retry is no second one";
  EXPECT_THAT(served.Shown(), ::testing::Each("2 in 30"));
}

TEST(OwnLimitApi, TakesNoLinkButThatToThePreferences) {
  ServedLimits served;
  const std::string other = *served.links.Sign(LinkUse::kUnsubscribe, {"c1", Channel::kEmail, "news"});
  for (const std::string& forged : {other, served.token + "x", std::string("p.0.x.y")}) {
    EXPECT_EQ(ReasonOf(served.Set(forged, 1, 7).status()), "LINK_UNKNOWN");
  }
  EXPECT_THAT(served.Shown(), ::testing::Each("none"));
}

TEST(OwnLimitApi, RefusesWhatIsNoLimit) {
  ServedLimits served;
  for (const auto& [contacts, days] : {std::pair(0, 7), {1, 0}, {-1, 7}, {501, 7}, {1, 366}, {1, -7}}) {
    EXPECT_EQ(ReasonOf(served.Set(served.token, contacts, days).status()), "FIELD_INVALID") << contacts;
  }
  EXPECT_TRUE(served.Set(served.token, 500, 365).ok());
}

TEST(OwnLimitApi, ChangesNothingOfThoseWhoWereErased) {
  ServedLimits served;
  SqlErasureStore erasures(
      {*served.database, served.means, served.subject_keys, ConsentHouse::Rules(served.key).address_key});
  ASSERT_TRUE(erasures.Erase(erasures.Ask({"c1", "", true, absl::ZeroDuration()})->erasure.id).ok());
  EXPECT_EQ(*served.Set(served.token, 1, 7), 0);
  EXPECT_THAT(served.Shown(), ::testing::Each("none"));
  v1::SetCustomerLimitRequest request;
  request.set_customer("customers/c1");
  request.set_request_id(NewUuid());
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::SetCustomerLimit, request).status()), "ERASED");
  EXPECT_EQ(*served.wishes.Pause({.customer = "c1", .by_link = true}, served.clock.Now() + absl::Hours(1)),
            0);
  static constexpr storage::Statement kLeft{
      "test_left",
      "SELECT (SELECT count(*) FROM pseudonyms) + (SELECT count(*) FROM contact_turns) + "
      "(SELECT count(*) FROM contact_pauses)"};
  const auto left = served.database->InSession([](storage::Session& session) { return session.Run(kLeft); });
  EXPECT_EQ((*left)[0].Int(0), 0);
}

}  // namespace
}  // namespace bestand::consent
