#include "services/consent/domain/opt_in_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

struct TokenHouse : ConsentHouse {
  OptInTokens tokens{consents, Rules(key).address_key};

  int64_t Events(const std::string& customer) {
    return static_cast<int64_t>(consents.ListEvents({customer})->size());
  }
};

TEST(OptInTokens, ShowARequestWithoutUsingItsToken) {
  TokenHouse house;
  const std::string token = house.Ask("c1", {"news", "birthday"});
  const int64_t before = house.Events("c1");
  for (int i = 0; i < 3; ++i) {
    const auto view = house.tokens.LookUp(token);
    ASSERT_TRUE(view.ok()) << view.status();
    EXPECT_FALSE(view->confirmed);
    EXPECT_EQ(view->address, "c1@example.test");
    EXPECT_EQ(view->expire_time, house.clock.Now() + absl::Hours(7 * 24));
    ASSERT_EQ(view->purposes.size(), 2u);
    EXPECT_EQ(view->purposes[1].display_name, "Newsletter");
    EXPECT_EQ(view->purposes[1].wording.text, "Wording of news");
    EXPECT_EQ(view->purposes[1].wording.language, "en");
  }
  EXPECT_EQ(house.Events("c1"), before);
  EXPECT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  EXPECT_TRUE(house.tokens.LookUp(token)->confirmed);
}

TEST(OptInTokens, DoNotKnowATokenThatIsForged) {
  TokenHouse house;
  const std::string token = house.Ask("c1");
  for (const std::string& forged : {std::string("x"), token + "A", token.substr(1), std::string(43, 'A')}) {
    EXPECT_EQ(ReasonOf(house.tokens.LookUp(forged).status()), "CONFIRMATION_UNKNOWN");
    EXPECT_EQ(ReasonOf(house.tokens.Disown(forged, {}).status()), "CONFIRMATION_UNKNOWN");
  }
}

TEST(OptInTokens, EndARequestThatWasSomebodyElses) {
  TokenHouse house;
  const std::string token = house.Ask("c1");
  ASSERT_TRUE(house.tokens.Disown(token, {"page", "192.0.2.1", "browser"}).ok());
  EXPECT_EQ(ReasonOf(house.opt_ins.Confirm(token, {}).status()), "CONFIRMATION_EXPIRED");
  EXPECT_LE(house.tokens.LookUp(token)->expire_time, house.clock.Now() + absl::Seconds(1));
  const auto events = house.consents.ListEvents({"c1"});
  EXPECT_EQ(events->back().kind, EventKind::kDisowned);
  const int64_t size = house.Events("c1");
  EXPECT_TRUE(house.tokens.Disown(token, {}).ok()) << "twice is once";
  EXPECT_EQ(house.Events("c1"), size);
}

TEST(OptInTokens, WriteToADisownedAddressNoMoreWhoeverAsks) {
  TokenHouse house;
  ASSERT_TRUE(house.tokens.Disown(house.Ask("c1", {"news"}, "Anna@example.test"), {}).ok());
  house.clock.Advance(absl::Hours(40 * 24));
  EXPECT_EQ(house.Ask("c2", {"news"}, "anna@example.test"), "");
  ASSERT_TRUE(house.tokens.LiftSuppression("anna@example.test").ok());
  EXPECT_NE(house.Ask("c2", {"news"}, "anna@example.test"), "");
  EXPECT_EQ(ReasonOf(house.tokens.LiftSuppression("anna@example.test")), "SUPPRESSION_UNKNOWN");
}

// The second request changes too, and whatever changes stands in the log.
TEST(OptInTokens, RecordEachRequestThatIsDisowned) {
  TokenHouse house;
  const std::string first = house.Ask("c1");
  house.clock.Advance(absl::Minutes(11));
  const std::string second = house.Ask("c2", {"news"}, "c1@example.test");
  ASSERT_TRUE(house.tokens.Disown(first, {}).ok());
  ASSERT_TRUE(house.tokens.Disown(second, {}).ok());
  EXPECT_EQ(house.consents.ListEvents({"c2"})->back().kind, EventKind::kDisowned);
}

// What others do in the same commit sees it too.
TEST(OptInTokens, KeepBackMailsOfTheSameCommit) {
  TokenHouse house;
  const std::string token = house.Ask("c1");
  house.clock.Advance(absl::Minutes(11));
  const auto done = house.consents.InLog([&](LogWriter& log) -> absl::Status {
    RETURN_IF_ERROR(house.tokens.Disown(log, token, {}));
    OptInRequest request{.customer = "c2", .address = "c1@example.test", .purposes = {"news"}};
    return house.opt_ins.Request(log, request).status();
  });
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_TRUE(house.mails.Claim(10, absl::Hours(1))->empty());
}

TEST(OptInTokens, RefuseAConfirmationMailToADisownedAddress) {
  TokenHouse house;
  (void)house.purposes.SetTemplate({"doi", MessageClass::kDoiConfirm, "please", "", false, "", {}});
  (void)house.purposes.ApproveTemplate("doi", house.purposes.GetTemplate("doi")->text_hash, "lawyer");
  const std::string token = house.Ask("c1");
  ASSERT_TRUE(house.tokens.Disown(token, {}).ok());
  (void)house.Ask("c1");
  house.clock.Advance(absl::Minutes(11));
  const ContactDecision decision = house.Decide("c1", MessageClass::kDoiConfirm, "doi");
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.reason, "DOI_LIMIT");
}

// Whoever opens a stranger's mail must not take the customer's own consent away.
TEST(OptInTokens, LeaveAloneWhatWasConfirmedWithAnotherAddress) {
  TokenHouse house;
  house.OptIn("c1");
  house.clock.Advance(absl::Minutes(11));
  const std::string token = house.Ask("c1", {"news"}, "other@example.test");
  ASSERT_TRUE(house.tokens.Disown(token, {}).ok());
  EXPECT_TRUE(house.Decide("c1").allowed);
}

TEST(OptInTokens, LeaveANewerRequestOpen) {
  TokenHouse house;
  const std::string older = house.Ask("c1", {"news"}, "other@example.test");
  const std::string newer = house.Ask("c1", {"news"}, "own@example.test");
  ASSERT_NE(newer, "");
  ASSERT_TRUE(house.tokens.Disown(older, {}).ok());
  house.clock.Advance(absl::Seconds(1));
  EXPECT_TRUE(HasOpenRequest(house.consents.List("c1")->front().times, house.clock.Now()));
  EXPECT_TRUE(house.opt_ins.Confirm(newer, {}).ok());
}

TEST(OptInTokens, CannotDisownWhatWasConfirmed) {
  TokenHouse house;
  const std::string token = house.Ask("c1");
  ASSERT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  EXPECT_EQ(ReasonOf(house.tokens.Disown(token, {}).status()), "CONFIRMATION_USED");
  EXPECT_TRUE(house.Decide("c1").allowed);
}

}  // namespace
}  // namespace bestand::consent
