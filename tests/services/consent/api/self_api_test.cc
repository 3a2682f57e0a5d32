#include "services/consent/api/self_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/client.h"
#include "services/consent/api/self_wire.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/services/consent/support/smtp_sink.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;
using Stub = v1::SelfService::Stub;

constexpr char kBase[] = "https://pages.example.test";

struct ServedPeople : ConsentHouse {
  SqlServiceKey link_key{*database, "link"};
  PersonLinks links{WithDatabaseKey(nullptr, link_key)};
  OptInTokens tokens{consents, Rules(key).address_key};
  Preferences preferences{{links, opt_ins, consents, contacts, purposes}};
  SignUps sign_ups{purposes, Rules(key).address_key};
  bestand::testing::ApiRuntime house{&replays};
  SelfApi api{{tokens, preferences, sign_ups, opt_ins, queue, kBase, clock, house.runtime()}};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::SelfService>(api)}};
  rpc::Client<v1::SelfService> client{served.remote()};

  v1::GetContactLinksResponse Links() {
    v1::GetContactLinksRequest request;
    request.set_customer("customers/c1");
    request.set_channel(v1::CHANNEL_EMAIL);
    request.set_purpose("purposes/news");
    return client.Call(&Stub::GetContactLinks, request).value();
  }
};

std::string TokenOf(const std::string& url) { return url.substr(url.find("token=") + 6); }

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(status)) fields.push_back(violation.field);
  return fields;
}

TEST(SelfApi, ShowsARequestAndItsPreferencesOnlyOnceItIsConfirmed) {
  ServedPeople served;
  v1::LookUpOptInRequest request;
  request.set_token(served.Ask("c1"));
  auto view = served.client.Call(&Stub::LookUpOptIn, request);
  ASSERT_TRUE(view.ok()) << view.status();
  EXPECT_EQ(view->state(), v1::OPT_IN_STATE_OPEN);
  EXPECT_EQ(view->masked_address(), "c***@example.test");
  EXPECT_EQ(view->language_code(), "en");
  EXPECT_EQ(view->purposes(0).wording_text(), "Wording of news");
  EXPECT_EQ(view->preferences_url(), "") << "the address may be a stranger's";
  ASSERT_TRUE(served.opt_ins.Confirm(request.token(), {}).ok());
  view = served.client.Call(&Stub::LookUpOptIn, request);
  EXPECT_EQ(view->state(), v1::OPT_IN_STATE_CONFIRMED);
  v1::GetPreferencesRequest preferences;
  preferences.set_token(TokenOf(view->preferences_url()));
  EXPECT_TRUE(served.client.Call(&Stub::GetPreferences, preferences).ok());
}

TEST(SelfApi, TakesThatWasNotMe) {
  ServedPeople served;
  v1::DisownOptInRequest disown;
  disown.set_token(served.Ask("c1"));
  disown.set_request_id("0b9bba7a-6ca1-4a1c-8d8b-5f3f0c7d1f11");
  const auto first = served.client.Call(&Stub::DisownOptIn, disown);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(served.client.Call(&Stub::DisownOptIn, disown)->log_size(), first->log_size());
  v1::LookUpOptInRequest look;
  look.set_token(disown.token());
  served.clock.Advance(absl::Seconds(1));
  EXPECT_EQ(served.client.Call(&Stub::LookUpOptIn, look)->state(), v1::OPT_IN_STATE_ENDED);
  v1::LiftSuppressionRequest lift;
  lift.set_email_address("c1@example.test");
  EXPECT_TRUE(served.client.Call(&Stub::LiftSuppression, lift).ok());
}

TEST(SelfApi, GivesSendersLinksAndHeadersForOneClick) {
  ServedPeople served;
  served.OptIn("c1");
  const auto links = served.Links();
  ASSERT_EQ(links.headers_size(), 2);
  EXPECT_EQ(links.headers(0).name(), "List-Unsubscribe");
  EXPECT_EQ(links.headers(0).value(), "<" + links.unsubscribe_url() + ">");
  EXPECT_EQ(links.headers(1).value(), "List-Unsubscribe=One-Click");
  EXPECT_THAT(links.unsubscribe_url(), HasSubstr(std::string(kBase) + "/unsubscribe?token=u."));
  v1::LookUpLinkRequest look;
  look.set_token(TokenOf(links.unsubscribe_url()));
  EXPECT_EQ(served.client.Call(&Stub::LookUpLink, look)->state(), v1::CONSENT_STATE_CONFIRMED);
  v1::UnsubscribeRequest unsubscribe;
  unsubscribe.set_token(look.token());
  ASSERT_TRUE(served.client.Call(&Stub::Unsubscribe, unsubscribe).ok());
  EXPECT_EQ(served.client.Call(&Stub::LookUpLink, look)->state(), v1::CONSENT_STATE_WITHDRAWN);
  EXPECT_FALSE(served.Decide("c1").allowed);
}

TEST(SelfApi, ChangesOnePreferenceACall) {
  ServedPeople served;
  served.OptIn("c1", {"news", "birthday"});
  v1::SetPreferencesRequest set;
  set.set_token(TokenOf(served.Links().preferences_url()));
  set.mutable_withdraw()->set_purpose("purposes/birthday");
  set.mutable_withdraw()->set_channel(v1::CHANNEL_EMAIL);
  ASSERT_TRUE(served.client.Call(&Stub::SetPreferences, set).ok());
  v1::GetPreferencesRequest get;
  get.set_token(set.token());
  const auto sheet = served.client.Call(&Stub::GetPreferences, get);
  EXPECT_EQ(sheet->preferences(0).state(), v1::CONSENT_STATE_WITHDRAWN);
  EXPECT_EQ(sheet->preferences(1).state(), v1::CONSENT_STATE_CONFIRMED);
  EXPECT_EQ(sheet->preferences(1).masked_address(), "c***@example.test");
  EXPECT_EQ(sheet->events(0).kind(), "WITHDRAWN");
  set.set_object_to_all(true);
  ASSERT_TRUE(served.client.Call(&Stub::SetPreferences, set).ok());
  EXPECT_TRUE(served.client.Call(&Stub::GetPreferences, get)->objects_to_all());
}

TEST(SelfApi, SignsStrangersUpWithTheSameAnswerForAll) {
  ServedPeople served;
  v1::SignUpRequest sign_up;
  sign_up.set_email_address("anna@example.test");
  sign_up.add_purposes("purposes/news");
  sign_up.mutable_circumstances()->set_ip_address("2001:db8::1");
  for (int i = 0; i < 3; ++i) {
    const auto answer = served.client.Call(&Stub::SignUp, sign_up);
    ASSERT_TRUE(answer.ok()) << answer.status();
    EXPECT_EQ(answer->ByteSizeLong(), 0u);
  }
  EXPECT_EQ(served.mails.Claim(10, absl::Hours(1))->size(), 1u);
  v1::GetSignUpFormRequest form;
  form.add_purposes("purposes/news");
  EXPECT_EQ(served.client.Call(&Stub::GetSignUpForm, form)->purposes(0).wording_text(), "Wording of news");
}

TEST(SelfApi, TakesBothSpellingsOfADomainForOne) {
  ServedPeople served;
  v1::SignUpRequest sign_up;
  sign_up.add_purposes("purposes/news");
  for (const auto spelling : {"anna@müller.example", "anna@xn--mller-kva.example", "Anna@MÜLLER.example"}) {
    sign_up.set_email_address(spelling);
    ASSERT_TRUE(served.client.Call(&Stub::SignUp, sign_up).ok());
  }
  const auto claimed = served.mails.Claim(10, absl::Hours(1));
  ASSERT_EQ(claimed->size(), 1u) << "one mailbox, one mail in ten minutes";
  EXPECT_EQ(claimed->at(0).address, "anna@xn--mller-kva.example");
  const std::string customer = *served.sign_ups.CustomerOf("anna@xn--mller-kva.example");
  EXPECT_EQ(served.consents.ListEvents({customer})->size(), 3u) << "of one person";

  v1::DisownOptInRequest disown;
  disown.set_token(TokenIn(claimed->at(0).text));
  ASSERT_TRUE(served.client.Call(&Stub::DisownOptIn, disown).ok());
  served.clock.Advance(absl::Hours(40 * 24));
  sign_up.set_email_address("anna@müller.example");
  ASSERT_TRUE(served.client.Call(&Stub::SignUp, sign_up).ok());
  EXPECT_TRUE(served.mails.Claim(10, absl::Hours(1))->empty());
  v1::LiftSuppressionRequest lift;
  lift.set_email_address("anna@müller.example");
  EXPECT_TRUE(served.client.Call(&Stub::LiftSuppression, lift).ok());
}

TEST(SelfApi, NamesEverythingThatIsWrong) {
  ServedPeople served;
  v1::SetPreferencesRequest set;
  set.mutable_ask()->set_channel(v1::CHANNEL_POST);
  set.set_language_code("fr");
  set.mutable_circumstances()->set_campaign(std::string(101, 'x'));
  EXPECT_THAT(
      FieldsOf(served.client.Call(&Stub::SetPreferences, set).status()),
      UnorderedElementsAre("token", "ask.purpose", "ask.channel", "language_code", "circumstances.campaign"));
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::SetPreferences, v1::SetPreferencesRequest()).status()),
              UnorderedElementsAre("token", "change"));
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::SignUp, v1::SignUpRequest()).status()),
              UnorderedElementsAre("email_address", "purposes"));
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::GetContactLinks, v1::GetContactLinksRequest()).status()),
              UnorderedElementsAre("customer", "channel", "purpose"));
}

TEST(IpPrefix, IsTheNetworkOfAnAddress) {
  EXPECT_EQ(IpPrefixOf("192.0.2.17"), "192.0.2");
  EXPECT_EQ(IpPrefixOf("2001:db8:1:2:3::4"), "20010db800010002");
  EXPECT_EQ(IpPrefixOf("2001:0db8:0001:0002::"), "20010db800010002");
  EXPECT_EQ(IpPrefixOf("::ffff:192.0.2.17"), "192.0.2") << "or all of the older kind were one network";
  EXPECT_EQ(IpPrefixOf("nonsense"), "");
  EXPECT_EQ(IpPrefixOf(""), "");
}

}  // namespace
}  // namespace bestand::consent
