#include "services/consent/api/person/pause_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/id.h"
#include "common/rpc/client.h"
#include "common/validate/wire_values.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using Stub = v1::PauseService::Stub;

struct ServedPauses : ConsentHouse {
  SqlServiceKey link_key{*database, "link"};
  PersonLinks links{WithDatabaseKey(nullptr, link_key)};
  bestand::testing::ApiRuntime house{&replays};
  PauseApi api{{links, contacts, wishes, clock, house.runtime()}};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::PauseService>(api)}};
  rpc::Client<v1::PauseService> client{served.remote()};
  const std::string token = *links.Sign(LinkUse::kPreferences, {"c1", Channel::kEmail, ""});

  absl::Status Set(const std::string& by, std::optional<absl::Duration> length) {
    v1::SetPauseRequest request;
    request.set_token(by);
    if (length.has_value()) *request.mutable_until_time() = ToTimestamp(clock.Now() + *length);
    request.set_request_id(NewUuid());
    return client.Call(&Stub::SetPause, request).status();
  }
  bool IsPaused() {
    v1::GetPauseRequest request;
    request.set_token(token);
    return client.Call(&Stub::GetPause, request)->has_until_time();
  }
  std::string Reason() { return std::string(Decide("c1").reason); }
};

TEST(PauseApi, HoldsAdvertisingBackUntilItsEnd) {
  ServedPauses served;
  served.OptIn("c1");
  EXPECT_FALSE(served.IsPaused());
  ASSERT_TRUE(served.Set(served.token, absl::Hours(48)).ok());
  EXPECT_TRUE(served.IsPaused());
  EXPECT_EQ(served.Reason(), "CAP");
  served.clock.Advance(absl::Hours(49));
  EXPECT_FALSE(served.IsPaused());
  EXPECT_EQ(served.Reason(), "CONSENT");
}

TEST(PauseApi, EndsAPauseAtOnce) {
  ServedPauses served;
  served.OptIn("c1");
  ASSERT_TRUE(served.Set(served.token, absl::Hours(48)).ok());
  served.clock.Advance(absl::Minutes(1));
  ASSERT_TRUE(served.Set(served.token, std::nullopt).ok());
  EXPECT_FALSE(served.IsPaused());
  EXPECT_EQ(served.Reason(), "CONSENT");
}

TEST(PauseApi, TakesNoLinkButThatToThePreferences) {
  ServedPauses served;
  const std::string other = *served.links.Sign(LinkUse::kUnsubscribe, {"c1", Channel::kEmail, "news"});
  EXPECT_EQ(ReasonOf(served.Set(other, absl::Hours(1))), "LINK_UNKNOWN");
  EXPECT_EQ(ReasonOf(served.Set(served.token + "x", absl::Hours(1))), "LINK_UNKNOWN");
  EXPECT_FALSE(served.IsPaused());
}

TEST(PauseApi, TakesNoPauseThatIsOverOrEndless) {
  ServedPauses served;
  EXPECT_EQ(ReasonOf(served.Set(served.token, -absl::Seconds(1))), "FIELD_INVALID");
  EXPECT_EQ(ReasonOf(served.Set(served.token, absl::Hours(24 * 800))), "FIELD_INVALID");
  EXPECT_TRUE(served.Set(served.token, absl::Hours(24 * 700)).ok());
}

}  // namespace
}  // namespace bestand::consent
