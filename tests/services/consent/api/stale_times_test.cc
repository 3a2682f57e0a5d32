#include <gtest/gtest.h>

#include "tests/services/consent/api/served_consent.h"

namespace bestand::consent {
namespace {

TEST(StaleTimes, ComeWithChecksAndListsOfConsentsThatWereLongNotUsed) {
  ServedConsent served;
  served.OptIn("c1");
  const auto check = [&] { return *served.client.Call(&Stub::CheckContact, SomeCheck()); };
  v1::ListConsentsRequest list;
  list.set_parent("customers/c1");
  const auto consent = [&] { return served.client.Call(&Stub::ListConsents, list)->consents(0); };
  EXPECT_TRUE(check().allowed());
  EXPECT_FALSE(check().has_stale_time());
  EXPECT_FALSE(consent().has_stale_time());
  const absl::Time confirmed = ToTime(consent().confirm_time());

  served.clock.Advance(absl::Hours(24 * 366));
  EXPECT_TRUE(check().allowed());
  EXPECT_EQ(ToTime(check().stale_time()) - confirmed, absl::Hours(24 * 731)) << "with a leap day";
  EXPECT_EQ(ToTime(consent().stale_time()), ToTime(check().stale_time()));
  EXPECT_EQ(consent().state(), v1::CONSENT_STATE_CONFIRMED);

  served.clock.Set(ToTime(check().stale_time()) + absl::Seconds(1));
  EXPECT_EQ(check().reason(), "STALE");
  EXPECT_FALSE(check().has_stale_time());
  EXPECT_FALSE(consent().has_stale_time());
  EXPECT_EQ(consent().state(), v1::CONSENT_STATE_STALE);
}

}  // namespace
}  // namespace bestand::consent
