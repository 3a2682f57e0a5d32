#include "services/consent/domain/memory/packed_record.h"

#include <gtest/gtest.h>

namespace bestand::consent {
namespace {

const absl::Time kNow = absl::FromUnixMicros(1'700'000'000'123'456);

ContactRecord Full() {
  ContactRecord record;
  record.subject = Subject{"", Recipient::kB2b, Relation::kFormer, true, "Österreich"};
  record.purpose_known = record.template_approved = true;
  record.times = {kNow,
                  kNow + absl::Hours(1),
                  kNow + absl::Hours(2),
                  kNow + absl::Hours(3),
                  kNow + absl::Hours(4),
                  kNow + absl::Hours(5)};
  record.objections = {kNow + absl::Hours(6), kNow + absl::Hours(7)};
  record.grounds = {true, false, true, false, true, kNow + absl::Hours(8), std::string("\0digest", 7)};
  record.frequency.policy.version = 3;
  record.frequency.contacts = {{kNow, absl::InfiniteFuture()}, {kNow - absl::Hours(1), kNow}};
  record.frequency.pause = kNow + absl::Hours(9);
  record.frequency.own = {2, 30};
  record.version.number = 1'234'567'890'123;
  return record;
}

TEST(PackedRecord, ComesBackAsItWas) {
  const ContactRecord record = Full(), back = Unpack(Pack(record));
  EXPECT_EQ(back.subject->recipient, Recipient::kB2b);
  EXPECT_EQ(back.subject->relation, Relation::kFormer);
  EXPECT_TRUE(back.subject->contract_active);
  EXPECT_EQ(back.subject->country, "Österreich");
  EXPECT_TRUE(back.purpose_known && !back.template_known && back.template_approved);
  EXPECT_EQ(back.times.request, record.times.request);
  EXPECT_EQ(back.times.expire, record.times.expire);
  EXPECT_EQ(back.times.confirm, record.times.confirm);
  EXPECT_EQ(back.times.withdraw, record.times.withdraw);
  EXPECT_EQ(back.times.last_use, record.times.last_use);
  EXPECT_EQ(back.times.offline, record.times.offline);
  EXPECT_EQ(back.objections.this_channel, record.objections.this_channel);
  EXPECT_EQ(back.objections.all, record.objections.all);
  EXPECT_TRUE(back.grounds.existing_customer && back.grounds.notice_complete && back.grounds.presumed_reason);
  EXPECT_FALSE(back.grounds.goods_similar || back.grounds.number_verified);
  EXPECT_EQ(back.grounds.list_checked, record.grounds.list_checked);
  EXPECT_EQ(back.grounds.offline_address_digest, record.grounds.offline_address_digest);
  EXPECT_EQ(back.frequency.policy.version, 3);
  EXPECT_EQ(back.frequency.pause, record.frequency.pause);
  EXPECT_EQ(back.frequency.own, record.frequency.own);
  ASSERT_EQ(back.frequency.contacts.size(), 2u);
  EXPECT_EQ(back.frequency.contacts[0].counts_until, absl::InfiniteFuture());
  EXPECT_EQ(back.frequency.contacts[1].time, kNow - absl::Hours(1));
  EXPECT_EQ(back.version.number, record.version.number);
}

TEST(PackedRecord, OfNobodyIsSmall) {
  const std::string packed = Pack({});
  EXPECT_LT(packed.size(), 50u);
  const ContactRecord back = Unpack(packed);
  EXPECT_FALSE(back.subject.has_value() || back.times.confirm.has_value() || back.objections.all.has_value());
  EXPECT_TRUE(back.frequency.contacts.empty());
}

}  // namespace
}  // namespace bestand::consent
