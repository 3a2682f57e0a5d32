#include "services/consent/domain/log/customer_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bestand::consent {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr absl::Time At(int second) { return absl::FromUnixSeconds(1'000'000'000 + second); }

OptIn Asked(const std::string& id, const std::string& purpose, int second,
            const std::string& address = "a@example.test") {
  OptIn opt_in;
  opt_in.id = id;
  opt_in.key = {"c1", Channel::kEmail, purpose};
  opt_in.address = address;
  opt_in.wording = second;
  opt_in.request_time = At(second);
  opt_in.expire_time = At(second + 1000);
  return opt_in;
}

// A customer who asked for news at 0 and confirmed at 1.
CustomerFile Confirmed() {
  CustomerFile file;
  file.Request(Asked("one", "news", 0));
  for (const OptIn& opt_in : file.ConfirmRequests("one", At(1))) file.Confirm(opt_in, At(1));
  return file;
}

const ConsentKey kNews{"c1", Channel::kEmail, "news"};

TEST(CustomerFile, RemembersNoChangeOfWhatWasStored) {
  StoredFile stored;
  stored.consents.push_back({.id = "id", .key = kNews});
  stored.opt_ins.push_back({Asked("one", "news", 0), std::nullopt});
  stored.objections[std::nullopt] = {At(0), {}};
  const CustomerFile file(stored);
  EXPECT_TRUE(file.Find(kNews).has_value());
  EXPECT_THAT(file.ChangedConsents(), IsEmpty());
  EXPECT_THAT(file.ChangedOptIns(), IsEmpty());
  EXPECT_THAT(file.changed_objections(), IsEmpty());
}

TEST(CustomerFile, KeepsAConfirmedAddressWhenAskedAgain) {
  CustomerFile file = Confirmed();
  const Consent consent = file.Request(Asked("two", "news", 5, "b@example.test"));
  EXPECT_EQ(consent.address, "a@example.test");
  EXPECT_EQ(consent.wording, 0);
  EXPECT_EQ(consent.times.request, At(5));
  EXPECT_EQ(consent.times.confirm, At(1));
}

TEST(CustomerFile, TakesTheNewestAddressUntilAConfirmation) {
  CustomerFile file;
  const std::string id = file.Request(Asked("one", "news", 0)).id;
  const Consent consent = file.Request(Asked("two", "news", 5, "b@example.test"));
  EXPECT_EQ(consent.address, "b@example.test");
  EXPECT_EQ(consent.id, id);
  EXPECT_THAT(file.ChangedOptIns(), SizeIs(2));
}

TEST(CustomerFile, ConfirmsARequestOnceAndInTime) {
  CustomerFile file;
  file.Request(Asked("one", "news", 0));
  file.Request(Asked("one", "birthday", 0));
  EXPECT_THAT(file.ConfirmRequests("other", At(1)), IsEmpty());
  EXPECT_THAT(file.ConfirmRequests("one", At(1000)), IsEmpty());
  EXPECT_THAT(file.ConfirmRequests("one", At(999)), SizeIs(2));
  EXPECT_THAT(file.ConfirmRequests("one", At(999)), IsEmpty());
}

TEST(CustomerFile, EndsOpenRequestsOfOnePurposeOrAll) {
  CustomerFile file;
  file.Request(Asked("one", "news", 0));
  file.Request(Asked("two", "birthday", 0));
  file.EndRequests(Channel::kSms, "", At(5));
  EXPECT_FALSE(file.requests_ended());
  file.EndRequests(Channel::kEmail, "news", At(5));
  EXPECT_TRUE(file.requests_ended());
  EXPECT_THAT(file.ConfirmRequests("one", At(6)), IsEmpty());
  EXPECT_EQ(file.Find(kNews)->times.expire, At(5));
  file.EndRequests(std::nullopt, "", At(7));
  EXPECT_THAT(file.ConfirmRequests("two", At(8)), IsEmpty());
}

TEST(CustomerFile, EndsOneRequestAndNoneThatCameAfterIt) {
  CustomerFile file;
  file.Request(Asked("one", "news", 0));
  file.Request(Asked("one", "birthday", 0));
  file.Request(Asked("two", "news", 1));
  EXPECT_TRUE(file.EndRequest("one", At(5)));
  EXPECT_TRUE(file.requests_ended());
  EXPECT_EQ(file.Find({"c1", Channel::kEmail, "birthday"})->times.expire, At(5));
  EXPECT_EQ(file.Find(kNews)->times.expire, At(1001)) << "the newer request";
  EXPECT_FALSE(file.EndRequest("one", At(6)));
  EXPECT_THAT(file.ConfirmRequests("one", At(6)), IsEmpty());
  EXPECT_THAT(file.ConfirmRequests("two", At(6)), SizeIs(1));
}

TEST(CustomerFile, WithdrawsAlsoWhatIsNotThereYet) {
  CustomerFile file = Confirmed();
  EXPECT_EQ(file.Withdraw(kNews, At(5)).times.withdraw, At(5));
  const ConsentKey unasked{"c1", Channel::kSms, "news"};
  const Consent made = file.Withdraw(unasked, At(5));
  EXPECT_EQ(made.times.withdraw, At(5));
  EXPECT_FALSE(made.times.request.has_value());
  EXPECT_EQ(file.Find(unasked)->id, made.id);
  EXPECT_THAT(file.Consents(), SizeIs(2));
}

TEST(CustomerFile, WithdrawsOlderConfirmationsThatStand) {
  CustomerFile file = Confirmed();
  EXPECT_THAT(file.WithdrawOlder(Channel::kEmail, At(1)), IsEmpty());
  EXPECT_THAT(file.WithdrawOlder(Channel::kSms, At(5)), IsEmpty());
  EXPECT_THAT(file.WithdrawOlder(Channel::kEmail, At(5)), SizeIs(1));
  EXPECT_THAT(file.WithdrawOlder(Channel::kEmail, At(5)), IsEmpty());
  EXPECT_EQ(file.Find(kNews)->times.withdraw, At(5));
}

TEST(CustomerFile, LiftsObjectionsForOneChannelAlone) {
  CustomerFile file;
  EXPECT_FALSE(file.LiftObjections(Channel::kEmail).has_value());
  file.Object(std::nullopt, At(1));
  file.Object(Channel::kEmail, At(2));
  EXPECT_EQ(file.LiftObjections(Channel::kEmail), At(2));
  EXPECT_FALSE(file.LiftObjections(Channel::kEmail).has_value());
  EXPECT_EQ(file.LiftObjections(Channel::kSms), At(1));
  EXPECT_THAT(file.objections(), SizeIs(1));
}

TEST(CustomerFile, TakesANewObjectionForAllItsChannelsAgain) {
  CustomerFile file;
  file.Object(std::nullopt, At(1));
  file.LiftObjections(Channel::kEmail);
  file.Object(std::nullopt, At(3));
  EXPECT_EQ(file.LiftObjections(Channel::kEmail), At(3));
}

TEST(CustomerFile, RemovesAnObjectionOnce) {
  CustomerFile file;
  file.Object(Channel::kEmail, At(1));
  EXPECT_FALSE(file.RemoveObjection(std::nullopt));
  EXPECT_TRUE(file.RemoveObjection(Channel::kEmail));
  EXPECT_FALSE(file.RemoveObjection(Channel::kEmail));
  EXPECT_THAT(file.changed_objections(), SizeIs(1));
}

}  // namespace
}  // namespace bestand::consent
