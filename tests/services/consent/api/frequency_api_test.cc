#include "services/consent/api/frequency_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/api/served_consent.h"

namespace bestand::consent {
namespace {

TEST(FrequencyApi, ReservesCommitsAndReleasesPlaces) {
  using FrequencyStub = v1::FrequencyService::Stub;
  ServedConsent served;
  served.OptIn("c1");
  rpc::Client<v1::FrequencyService> client(served.served.remote());
  v1::SetFrequencyPolicyRequest set;
  set.mutable_policy()->set_max_in_day(1);
  set.mutable_policy()->set_time_zone("Europe/Berlin");
  set.set_request_id(NewUuid());
  EXPECT_EQ(client.Call(&FrequencyStub::SetFrequencyPolicy, set)->policy().version(), 1);
  EXPECT_EQ(client.Call(&FrequencyStub::SetFrequencyPolicy, set)->policy().version(), 1);
  EXPECT_EQ(
      client.Call(&FrequencyStub::GetFrequencyPolicy, v1::GetFrequencyPolicyRequest())->policy().max_in_day(),
      1);

  v1::ReserveContactRequest reserve;
  *reserve.mutable_check() = SomeCheck();
  reserve.set_message_id("autumn-1");
  reserve.set_request_id(NewUuid());
  const auto reserved = client.Call(&FrequencyStub::ReserveContact, reserve);
  ASSERT_TRUE(reserved.ok()) << reserved.status();
  EXPECT_TRUE(reserved->check().allowed());
  EXPECT_EQ(reserved->contact().name(), "customers/c1/contacts/autumn-1");
  EXPECT_EQ(reserved->contact().decision_id(), reserved->check().decision_id());
  const auto check = served.client.Call(&Stub::CheckContact, SomeCheck());
  EXPECT_EQ(check->reason(), "CAP");
  EXPECT_EQ(ToTime(check->free_time()), ToTime(reserved->contact().reserve_time()) + absl::Hours(24));
  reserve.set_message_id("autumn-2");
  reserve.set_request_id(NewUuid());
  EXPECT_FALSE(client.Call(&FrequencyStub::ReserveContact, reserve)->has_contact());

  v1::ReleaseContactRequest release;
  release.set_name(reserved->contact().name());
  EXPECT_EQ(client.Call(&FrequencyStub::ReleaseContact, release)->contact().state(),
            v1::CONTACT_STATE_RELEASED);
  reserve.clear_request_id();
  v1::CommitContactRequest commit;
  commit.set_name(client.Call(&FrequencyStub::ReserveContact, reserve)->contact().name());
  EXPECT_TRUE(client.Call(&FrequencyStub::CommitContact, commit)->contact().has_commit_time());
  release.set_name(commit.name());
  EXPECT_EQ(ReasonOf(client.Call(&FrequencyStub::ReleaseContact, release).status()), "CONTACT_COMMITTED");
}

TEST(FrequencyApi, PausesContacts) {
  ServedConsent served;
  served.OptIn("c1");
  rpc::Client<v1::FrequencyService> client(served.served.remote());
  v1::PauseContactsRequest pause;
  pause.set_customer("customers/c1");
  *pause.mutable_until_time() = ToTimestamp(served.clock.Now() + absl::Hours(3));
  EXPECT_EQ(client.Call(&v1::FrequencyService::Stub::PauseContacts, pause)->log_size(), 3);
  EXPECT_EQ(ToTime(served.client.Call(&Stub::CheckContact, SomeCheck())->free_time()),
            served.clock.Now() + absl::Hours(3));
}

TEST(FrequencyApi, NamesEverythingThatIsWrong) {
  using FrequencyStub = v1::FrequencyService::Stub;
  ServedConsent served;
  rpc::Client<v1::FrequencyService> client(served.served.remote());
  v1::SetFrequencyPolicyRequest set;
  set.mutable_policy()->set_max_in_day(-1);
  set.mutable_policy()->set_max_in_year(501);
  set.mutable_policy()->set_quiet_end_minute(1440);
  set.mutable_policy()->set_time_zone("Mars/North");
  EXPECT_THAT(FieldsOf(client.Call(&FrequencyStub::SetFrequencyPolicy, set).status()),
              UnorderedElementsAre("policy.max_in_day", "policy.max_in_year", "policy.quiet_end_minute",
                                   "policy.time_zone"));
  v1::ReserveContactRequest reserve;
  *reserve.mutable_check() = SomeCheck();
  *reserve.mutable_check()->mutable_at_time() = ToTimestamp(served.clock.Now());
  EXPECT_THAT(FieldsOf(client.Call(&FrequencyStub::ReserveContact, reserve).status()),
              UnorderedElementsAre("check.at_time", "message_id"));
  EXPECT_THAT(FieldsOf(client.Call(&FrequencyStub::CommitContact, v1::CommitContactRequest()).status()),
              ElementsAre("name"));
}

}  // namespace
}  // namespace bestand::consent
