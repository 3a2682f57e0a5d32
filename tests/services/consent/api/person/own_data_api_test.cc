#include "services/consent/api/person/own_data_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/encoding.h"
#include "common/id/id.h"
#include "common/rpc/client.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using Stub = v1::OwnDataService::Stub;

struct ServedData : ConsentHouse {
  ServedData() { OptIn("c1"); }

  SqlServiceKey link_key{*database, "link"};
  PersonLinks links{WithDatabaseKey(nullptr, link_key)};
  SqlEvidenceStore evidence{*database, means};
  bestand::testing::ApiRuntime house{&replays};
  OwnDataApi api{{links, wishes, evidence, clock, Rules(key).confirm_within, house.runtime()}};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::OwnDataService>(api)}};
  rpc::Remote remote = served.remote();
  rpc::Client<v1::OwnDataService> client{remote};
  const std::string token = *links.Sign(LinkUse::kPreferences, {"c1", Channel::kEmail, ""});

  absl::StatusOr<v1::RequestOwnDataResponse> Ask(const std::string& by, const std::string& id = NewUuid()) {
    v1::RequestOwnDataRequest request;
    request.set_token(by);
    request.mutable_circumstances()->set_ip_address("192.0.2.9");
    request.set_request_id(id);
    return client.Call(&Stub::RequestOwnData, request);
  }
  absl::StatusOr<std::vector<v1::SubjectRecord>> Take(const std::string& by, int64_t log_index) {
    v1::ExportOwnDataRequest request;
    request.set_token(by);
    request.set_log_index(log_index);
    const auto context = rpc::NewEndlessContext(remote);
    const auto stream = client.stub().ExportOwnData(context.get(), request);
    std::vector<v1::SubjectRecord> records;
    for (v1::ExportOwnDataResponse chunk; stream->Read(&chunk);) {
      records.insert(records.end(), chunk.records().begin(), chunk.records().end());
    }
    const grpc::Status status = stream->Finish();
    if (!status.ok()) return rpc::FromGrpc(status, "consent");
    return records;
  }
  std::string TokenOf(const std::string& customer) {
    return *links.Sign(LinkUse::kPreferences, {customer, Channel::kEmail, ""});
  }
};

TEST(OwnDataApi, HandsOutAllAboutThePersonAndSaysSoInTheLog) {
  ServedData served;
  served.OptIn("c2");
  const auto wish = served.Ask(served.token);
  ASSERT_TRUE(wish.ok()) << wish.status();
  const auto records = served.Take(served.token, wish->log_index());
  ASSERT_TRUE(records.ok()) << records.status();
  std::vector<std::string> kinds;
  int rows = 0, wordings = 0;
  for (const v1::SubjectRecord& record : *records) {
    EXPECT_EQ(record.ShortDebugString().find("c2@example.test"), std::string::npos);
    rows += record.has_row();
    wordings += record.has_wording();
    if (record.has_event()) kinds.push_back(record.event().event().kind());
  }
  EXPECT_THAT(kinds, ::testing::ElementsAre("REQUESTED", "CONFIRMED", "HANDED_OUT"));
  EXPECT_GT(rows, 5);
  EXPECT_EQ(wordings, 1);
  EXPECT_EQ(served.Payloads().back()->payload, "ip_address=192.0.2.9\n");
}

TEST(OwnDataApi, HandsOutFourTimesADayWhateverIsRestarted) {
  ServedData served;
  const std::string id = NewUuid();
  for (int retry = 0; retry < 3; ++retry)
    EXPECT_TRUE(served.Ask(served.token, id).ok()) << "one and the same";
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(served.Ask(served.token).ok());
  EXPECT_EQ(ReasonOf(served.Ask(served.token).status()), "HANDED_OUT_OFTEN");
  SqlWishStore restarted(*served.database, served.means, ConsentHouse::Rules(served.key).address_key);
  EXPECT_EQ(ReasonOf(restarted.HandOut({"c1"}).status()), "HANDED_OUT_OFTEN");
  EXPECT_TRUE(served.Ask(served.TokenOf("c2")).ok()) << "each person's own";
  served.clock.Advance(absl::Hours(24) + absl::Seconds(1));
  EXPECT_TRUE(served.Ask(served.token).ok());
}

TEST(OwnDataApi, HandsOutNothingWithoutAWishOfTheSamePersonJustNow) {
  ServedData served;
  const int64_t other = served.Ask(served.TokenOf("c2"))->log_index();
  for (const int64_t place : {int64_t{0}, int64_t{-1}, int64_t{999}, other}) {
    EXPECT_EQ(ReasonOf(served.Take(served.token, place).status()), "LOG_INDEX_UNKNOWN") << place;
  }
  const int64_t own = served.Ask(served.token)->log_index();
  EXPECT_TRUE(served.Take(served.token, own).ok());
  served.clock.Advance(kHandedOutWithin + absl::Seconds(1));
  EXPECT_EQ(ReasonOf(served.Take(served.token, own).status()), "LOG_INDEX_UNKNOWN");
}

TEST(OwnDataApi, TakesNoLinkButThatToThePreferences) {
  ServedData served;
  const std::string other = *served.links.Sign(LinkUse::kUnsubscribe, {"c1", Channel::kEmail, "news"});
  const int64_t own = served.Ask(served.token)->log_index();
  for (const std::string& forged : {other, served.token + "x"}) {
    EXPECT_EQ(ReasonOf(served.Ask(forged).status()), "LINK_UNKNOWN");
    EXPECT_EQ(ReasonOf(served.Take(forged, own).status()), "LINK_UNKNOWN");
  }
  EXPECT_EQ(served.consents.ListEvents({"c1", 10, -1})->size(), 3u);
}

// Who has the link to the settings does not have the mailbox: what may confirm there is not handed out.
TEST(OwnDataApi, HoldsBackTokensThatMayStillConfirm) {
  ServedData served;
  ASSERT_TRUE(served.opt_ins.Request({"c1", "other@example.test", {"birthday"}, "en", {}}).ok());
  const auto due = served.mails.Claim(10, absl::Hours(1));
  const std::string text = due->back().text, bytes = ToBase64(text);
  const std::string secret = text.substr(text.find("Token: ") + 7, 43);
  const auto all = [&] {
    std::string shown;
    const auto records = served.Take(served.token, served.Ask(served.token)->log_index());
    for (const v1::SubjectRecord& record : records.value()) shown += record.DebugString();
    return shown;
  };
  EXPECT_EQ(all().find(secret), std::string::npos) << "in a mail that waits";
  EXPECT_NE(all().find("other@example.test"), std::string::npos);
  ASSERT_TRUE(served.mails.MarkSent(due->back(), {"<id>", "250 OK", text}).ok());
  const std::string sent = all();
  EXPECT_EQ(sent.find(bytes), std::string::npos);
  EXPECT_NE(sent.find("held back while its link may work"), std::string::npos);
  served.clock.Advance(absl::Hours(24 * 7) + absl::Seconds(1));
  EXPECT_NE(all().find(bytes), std::string::npos) << "it confirms nothing any more";
}

TEST(OwnDataApi, HasNothingOfThoseWhoWereErased) {
  ServedData served;
  SqlErasureStore erasures(
      {*served.database, served.means, served.subject_keys, ConsentHouse::Rules(served.key).address_key});
  const int64_t before = served.Ask(served.token)->log_index();
  ASSERT_TRUE(erasures.Erase(erasures.Ask({"c1", "", true, absl::ZeroDuration()})->erasure.id).ok());
  EXPECT_FALSE(served.Ask(served.token)->has_log_index());
  EXPECT_EQ(ReasonOf(served.Take(served.token, before).status()), "LOG_INDEX_UNKNOWN");
}

}  // namespace
}  // namespace bestand::consent
