#include "services/consent/api/codes/code_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/id/id.h"
#include "common/rpc/client.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using ::testing::HasSubstr;

struct ServedCodes : ConsentHouse {
  bestand::testing::ApiRuntime house{&replays};
  CodeApi api{opt_ins, house.runtime()};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::CodeService>(api)}};
  rpc::Client<v1::CodeService> client{served.remote()};

  // Asks by a form; returns the code of the mail, "" when none went out.
  std::string AskFor(const std::string& handle, const std::string& customer = "c1") {
    OptInRequest request{customer, customer + "@example.test", {"news"}};
    request.code_handle = handle;
    EXPECT_TRUE(opt_ins.Request(request).ok());
    const auto due = *mails.Claim(1, absl::Hours(1));
    if (due.empty()) return "";
    const size_t at = due[0].text.find("\nCode: ");
    EXPECT_THAT(due[0].html, HasSubstr(due[0].text.substr(at + 7, 6)));
    token = due[0].text.substr(due[0].text.find("Token: ") + 7, 43);
    return due[0].text.substr(at + 7, 6);
  }
  bool Try(const std::string& handle, const std::string& code, const std::string& request_id = "") {
    v1::ConfirmByCodeRequest request;
    request.set_code_handle(handle);
    request.set_code(code);
    request.mutable_circumstances()->set_origin("https://pages.example.test/register");
    request.set_request_id(request_id);
    const auto tried = client.Call(&v1::CodeService::Stub::ConfirmByCode, request);
    EXPECT_TRUE(tried.ok()) << tried.status();
    return tried.ok() && tried->confirmed();
  }
  std::string Wrong(const std::string& code) { return code == "000000" ? "111111" : "000000"; }
  std::string LastPayload() { return Payloads().back()->payload; }
  std::string KeptCodes() {
    static constexpr storage::Statement kAll{
        "test_codes", "SELECT string_agg(CAST(c AS text), ' ') FROM confirmation_codes AS c"};
    const auto rows = database->InSession([](storage::Session& session) { return session.Run(kAll); });
    return std::string((*rows)[0].Text(0));
  }

  std::string token;
};

std::string NewHandle() { return ToBase64Url(RandomBytes(32)); }

TEST(CodeApi, ConfirmsByTheCodeOfTheMailAndSaysSoInTheEvidence) {
  ServedCodes served;
  const std::string handle = NewHandle();
  const std::string code = served.AskFor(handle);
  ASSERT_THAT(code, ::testing::MatchesRegex("[0-9]{6}"));
  EXPECT_TRUE(served.Try(handle, code.substr(0, 3) + " " + code.substr(3)));
  EXPECT_EQ(served.Decide("c1").reason, "CONSENT");
  EXPECT_THAT(served.LastPayload(), HasSubstr("confirmed_by=code\n"));
  EXPECT_TRUE(served.Try(handle, code)) << "twice is once";
  EXPECT_EQ(served.consents.ListEvents({"c1"})->size(), 2u);
  EXPECT_EQ(ReasonOf(served.opt_ins.Confirm(served.token, {}).status()), "CONFIRMATION_USED")
      << "the link too";
}

TEST(CodeApi, SaysByLinkOfALink) {
  ServedCodes served;
  served.AskFor(NewHandle());
  ASSERT_TRUE(served.opt_ins.Confirm(served.token, {}).ok());
  EXPECT_THAT(served.LastPayload(), HasSubstr("confirmed_by=link\n"));
}

TEST(CodeApi, TakesFiveTriesAndNoMore) {
  ServedCodes served;
  const std::string handle = NewHandle(), code = served.AskFor(handle);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(served.Try(handle, served.Wrong(code)));
  EXPECT_FALSE(served.Try(handle, code)) << "the sixth";
  EXPECT_EQ(served.Decide("c1").reason, "NEEDS_DOI");
  EXPECT_TRUE(served.opt_ins.Confirm(served.token, {}).ok()) << "the link still works";
}

TEST(CodeApi, CountsARetryOfOneTryOnce) {
  ServedCodes served;
  const std::string handle = NewHandle(), code = served.AskFor(handle), id = NewUuid();
  for (int i = 0; i < 9; ++i) EXPECT_FALSE(served.Try(handle, served.Wrong(code), id));
  EXPECT_TRUE(served.Try(handle, code));
}

TEST(CodeApi, BelongsToItsHandleAndNoOther) {
  ServedCodes served;
  const std::string one = NewHandle(), other = NewHandle();
  const std::string code = served.AskFor(one), others = served.AskFor(other, "c2");
  EXPECT_TRUE(code == others || !served.Try(other, code));
  EXPECT_FALSE(served.Try(NewHandle(), code));
  EXPECT_TRUE(served.Try(other, others));
}

TEST(CodeApi, AnswersTheSameWhereNoMailWentOut) {
  ServedCodes served;
  served.AskFor(NewHandle());
  const std::string limited = NewHandle();
  EXPECT_EQ(served.AskFor(limited), "");
  for (int i = 0; i < 6; ++i) EXPECT_FALSE(served.Try(limited, "123456"));
}

TEST(CodeApi, EndsWithItsRequest) {
  ServedCodes served;
  const std::string late = NewHandle(), withdrawn = NewHandle();
  const std::string late_code = served.AskFor(late), code = served.AskFor(withdrawn, "c2");
  (void)served.refusals.Object("c2", std::nullopt, {});
  EXPECT_FALSE(served.Try(withdrawn, code));
  served.clock.Advance(absl::Hours(24 * 7 + 1));
  EXPECT_FALSE(served.Try(late, late_code));
  served.clock.Advance(absl::Hours(24 * 40));
  ASSERT_TRUE(served.mails.RemoveBefore(served.clock.Now()).ok());
  EXPECT_FALSE(served.Try(late, late_code));
}

TEST(CodeApi, KeepsNeitherHandleNorCode) {
  ServedCodes served;
  const std::string handle = NewHandle(), code = served.AskFor(handle);
  const std::string kept = served.KeptCodes();
  EXPECT_NE(kept, "");
  EXPECT_EQ(kept.find(handle), std::string::npos);
  EXPECT_EQ(kept.find(ToHex(handle)), std::string::npos);
  EXPECT_EQ(kept.find(ToHex(code)), std::string::npos);
  EXPECT_EQ(kept.find(ToHex(Sha256(code))), std::string::npos) << "a million hashes are quickly tried";
}

TEST(CodeApi, GoesWithWhoIsErased) {
  ServedCodes served;
  const std::string handle = NewHandle(), code = served.AskFor(handle);
  served.AskFor(NewHandle(), "c2");
  const std::string both = served.KeptCodes();
  SqlErasureStore erasures{
      {*served.database, served.means, served.subject_keys, served.Rules(served.key).address_key}};
  ASSERT_TRUE(erasures.Erase(erasures.Ask({"c1", "asked for it"})->erasure.id).ok());
  EXPECT_LT(served.KeptCodes().size(), both.size());
  EXPECT_NE(served.KeptCodes(), "") << "the other one stays";
  EXPECT_FALSE(served.Try(handle, code));
}

TEST(CodeApi, RefusesWhatIsNoHandle) {
  ServedCodes served;
  v1::ConfirmByCodeRequest request;
  request.set_code_handle("short");
  EXPECT_EQ(ReasonOf(served.client.Call(&v1::CodeService::Stub::ConfirmByCode, request).status()),
            "FIELD_INVALID");
}

}  // namespace
}  // namespace bestand::consent
