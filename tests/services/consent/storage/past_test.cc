#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "common/id/digest.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

ContactQuery About(const std::string& customer, const std::string& message_template = "") {
  return {customer, Channel::kEmail, MessageClass::kMarketing, "news", message_template};
}

std::string ReasonAt(ConsentHouse& house, absl::Time at, const ContactQuery& query = About("c1")) {
  const auto verdict = house.checks.CheckAt(query, at);
  return verdict.ok() ? std::string(verdict->decision.reason) : ReasonOf(verdict.status());
}

TEST(Past, AnswersByWhatWasRecordedThen) {
  ConsentHouse house;
  house.Decide("c1");
  const absl::Time unasked = house.clock.Now();
  house.clock.Advance(absl::Hours(1));
  house.OptIn("c1");
  const absl::Time confirmed = house.clock.Now() + absl::Seconds(1);
  house.clock.Advance(absl::Hours(1));
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {}).ok());
  const absl::Time withdrawn = house.clock.Now();
  house.clock.Advance(absl::Hours(1));
  EXPECT_EQ(ReasonAt(house, unasked), "NEEDS_DOI");
  EXPECT_EQ(ReasonAt(house, confirmed), "CONSENT");
  EXPECT_EQ(ReasonAt(house, withdrawn - absl::Microseconds(1)), "CONSENT");
  EXPECT_EQ(ReasonAt(house, withdrawn), "WITHDRAWN");
  const auto verdict = house.checks.CheckAt(About("c1"), confirmed);
  EXPECT_EQ(verdict->log_size, 2);
  EXPECT_EQ(verdict->valid_until, absl::InfiniteFuture());
}

TEST(Past, DoesNotKnowACustomerBeforeTheFirstWord) {
  ConsentHouse house;
  const absl::Time before = house.clock.Now();
  house.clock.Advance(absl::Hours(1));
  house.OptIn("c1");
  house.Decide("c1");
  EXPECT_EQ(ReasonAt(house, before), "UNDETERMINED");
  EXPECT_EQ(ReasonAt(house, before, About("nobody")), "UNDETERMINED");
  ContactQuery query = About("c1");
  query.purpose = "nothing";
  EXPECT_EQ(ReasonAt(house, before, query), "PURPOSE_UNKNOWN");
}

TEST(Past, FollowsRelationsTemplatesAndGrounds) {
  ConsentHouse house;
  (void)house.purposes.CreatePurpose({"tools", "Tools", {}, ""});
  Template flyer{"flyer", MessageClass::kMarketing, "Buy!", "", false, "", {}, "garden"};
  const ContactQuery query{"c1", Channel::kEmail, MessageClass::kMarketing, "tools", "flyer"};
  std::vector<std::pair<absl::Time, std::string>> seen;
  const auto note = [&] {
    seen.emplace_back(house.clock.Now(), std::string(house.checks.Check(query)->decision.reason));
    house.clock.Advance(absl::Hours(1));
  };
  house.Decide("c1");
  note();
  ASSERT_TRUE(house.purposes.SetTemplate(flyer).ok());
  note();
  const auto sale = house.grounds.Record(
      ExistingCustomerBasis{"c1", Channel::kEmail, "order 1", "checkout", "You may object.", "garden"});
  note();
  flyer.goods_category = "kitchen";
  ASSERT_TRUE(house.purposes.SetTemplate(flyer).ok());
  note();
  flyer.goods_category = "garden";
  ASSERT_TRUE(house.purposes.SetTemplate(flyer).ok());
  note();
  ASSERT_TRUE(house.subjects.Store({{{"c1", Recipient::kB2c, Relation::kFormer, false, "DE"}}, {}, {}}).ok());
  note();
  ASSERT_TRUE(
      house.subjects.Store({{{"c1", Recipient::kB2c, Relation::kCustomer, false, "AT"}}, {}, {}}).ok());
  note();
  ASSERT_TRUE(
      house.subjects.Store({{{"c1", Recipient::kB2c, Relation::kCustomer, false, "DE"}}, {}, {}}).ok());
  ASSERT_TRUE(house.grounds.End("c1", sale->ground.id, "mistake").ok());
  note();
  ASSERT_TRUE(house.subjects.Store({{}, {"c1"}, {}}).ok());
  house.profile.Remove("c1");
  note();
  std::vector<std::string> reasons;
  for (const auto& [at, reason] : seen) {
    reasons.push_back(reason);
    EXPECT_EQ(ReasonAt(house, at, query), reason) << at;
  }
  EXPECT_THAT(reasons, testing::ElementsAre("UNDETERMINED", "NEEDS_DOI", "EXISTING_CUSTOMER",
                                            "S7_3_INCOMPLETE", "EXISTING_CUSTOMER", "NEEDS_DOI",
                                            "LIST_NOT_CHECKED", "NEEDS_DOI", "UNDETERMINED"));
}

TEST(Past, FollowsApprovals) {
  ConsentHouse house;
  const ContactQuery query{"c1", Channel::kEmail, MessageClass::kService, "", "parcel"};
  ASSERT_TRUE(
      house.purposes.SetTemplate({"parcel", MessageClass::kService, "Here.", "", false, "", {}}).ok());
  house.Decide("c1");
  const absl::Time set = house.clock.Now();
  house.clock.Advance(absl::Hours(1));
  ASSERT_TRUE(house.purposes.ApproveTemplate("parcel", Sha256("Here."), "lawyer").ok());
  const absl::Time approved = house.clock.Now();
  house.clock.Advance(absl::Hours(1));
  ASSERT_TRUE(house.purposes.SetTemplate({"parcel", MessageClass::kService, "Buy!", "", false, "", {}}).ok());
  EXPECT_EQ(ReasonAt(house, set - absl::Seconds(1), query), "UNDETERMINED");
  EXPECT_EQ(ReasonAt(house, set, query), "CLASS_NOT_APPROVED");
  EXPECT_EQ(ReasonAt(house, approved, query), "SERVICE");
  EXPECT_EQ(ReasonAt(house, house.clock.Now(), query), "CLASS_NOT_APPROVED");
}

TEST(Past, JudgesStalenessAtItsMoment) {
  ConsentHouse house;
  house.OptIn("c1");
  house.Decide("c1");
  const absl::Time fresh = house.clock.Now() + absl::Hours(24 * 700);
  house.clock.Advance(absl::Hours(24 * 800));
  EXPECT_EQ(house.Decide("c1").reason, "STALE");
  EXPECT_EQ(ReasonAt(house, fresh), "CONSENT");
}

// One step in the life of a customer, at random.
void Live(ConsentHouse& house, std::mt19937& random) {
  const std::optional<Channel> channels[] = {std::nullopt, Channel::kEmail, Channel::kPhone};
  const std::optional<Channel> channel = channels[random() % 3];
  const std::string purpose = random() % 2 == 0 ? "news" : "birthday";
  switch (random() % 8) {
    case 0:
    case 1:
      house.clock.Advance(absl::Hours(24 * 8));
      return house.OptIn("c1", {purpose});
    case 2:
      return (void)house.Ask("c1", {purpose});
    case 3:
      return (void)house.refusals.Withdraw({"c1", Channel::kEmail, purpose}, {});
    case 4:
    case 5:
      return (void)house.refusals.Object("c1", channel, {});
    case 6:
      return (void)house.refusals.Lift("c1", channel, "by mistake");
    default:
      return house.clock.Advance(absl::Hours(24 * 200));
  }
}

// What was answered at a moment is what is answered about it later, whatever happened since.
TEST(Past, IsWhatThePresentWas) {
  ConsentHouse house;
  std::mt19937 random(11);
  std::vector<std::pair<absl::Time, std::string>> seen;
  std::map<std::string, int> reasons;
  house.Decide("c1");
  for (int step = 0; step < 150; ++step) {
    Live(house, random);
    house.clock.Advance(absl::Minutes(1));
    seen.emplace_back(house.clock.Now(), std::string(house.Decide("c1").reason));
    ++reasons[seen.back().second];
    house.clock.Advance(absl::Hours(1));
  }
  for (const auto& [at, reason] : seen) ASSERT_EQ(ReasonAt(house, at), reason) << at;
  for (const auto reason : {"CONSENT", "OBJECTED", "WITHDRAWN"}) EXPECT_GT(reasons[reason], 5) << reason;
}

}  // namespace
}  // namespace bestand::consent
