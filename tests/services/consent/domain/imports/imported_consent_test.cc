#include "services/consent/domain/imports/imported_consent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/support/old_consent.h"

namespace bestand::consent {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const absl::Time kNow = absl::FromCivil(absl::CivilDay(2026, 3, 1), absl::UTCTimeZone());

TEST(MissingEvidence, IsNothingWhenAllIsThere) {
  EXPECT_THAT(MissingEvidence(OldConsent("1", "c1", kNow), true, kNow), IsEmpty());
}

TEST(MissingEvidence, NamesEachThingThatIsNeeded) {
  const auto missing = [](auto&& spoil) {
    ImportedConsent old = OldConsent("1", "c1", kNow);
    spoil(old);
    return MissingEvidence(old, true, kNow);
  };
  EXPECT_THAT(missing([](auto& old) { old.address = ""; }), ElementsAre("email_address"));
  EXPECT_THAT(missing([](auto& old) { old.origin = ""; }), ElementsAre("origin"));
  EXPECT_THAT(missing([](auto& old) { old.request_time.reset(); }), ElementsAre("request_time"));
  EXPECT_THAT(missing([](auto& old) { old.request_ip_address = ""; }), ElementsAre("request_ip_address"));
  EXPECT_THAT(missing([](auto& old) { old.message_id = ""; }), ElementsAre("message_id"));
  EXPECT_THAT(missing([](auto& old) { old.mail_time.reset(); }), ElementsAre("mail_time"));
  EXPECT_THAT(missing([](auto& old) { old.confirm_time.reset(); }), ElementsAre("confirm_time"));
  EXPECT_THAT(missing([](auto& old) { old.confirm_ip_address = ""; }), ElementsAre("confirm_ip_address"));
  EXPECT_THAT(missing([](auto& old) { old.user_agent = old.document = ""; }), IsEmpty()) << "good to have";
  EXPECT_THAT(MissingEvidence(OldConsent("1", "c1", kNow), false, kNow), ElementsAre("wording_text"));
}

TEST(MissingEvidence, FindsTimesThatContradictEachOther) {
  ImportedConsent old = OldConsent("1", "c1", kNow);
  old.mail_time = *old.request_time - absl::Seconds(1);
  EXPECT_THAT(MissingEvidence(old, true, kNow), ElementsAre("order"));
  old = OldConsent("1", "c1", kNow);
  old.confirm_time = *old.mail_time - absl::Seconds(1);
  EXPECT_THAT(MissingEvidence(old, true, kNow), ElementsAre("order"));
  old = OldConsent("1", "c1", kNow, -absl::Hours(1));
  EXPECT_THAT(MissingEvidence(old, true, kNow), ElementsAre("order")) << "in the future";
}

TEST(PayloadOfImport, SaysAllThatWasSaid) {
  const std::string payload = PayloadOf(OldConsent("7", "c1", kNow), "old-shop", "id", {{"origin", "order"}});
  for (const char* line : {"source=old-shop\n", "external_id=7\n", "address=c1@example.test\n",
                           "message_id=<1@old.example.test>\n", "missing=origin order\n", "consent=id\n"})
    EXPECT_THAT(payload, HasSubstr(line));
  EXPECT_THAT(payload, Not(HasSubstr("document")));
}

}  // namespace
}  // namespace bestand::consent
