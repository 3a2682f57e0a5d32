#include "services/consent/domain/leaf.h"

#include <gtest/gtest.h>

#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/time/clock.h"

namespace bestand::consent {
namespace {

Leaf SomeLeaf() {
  return {"00010203-0405-0607-0809-0a0b0c0d0e0f", FromMicros(0x0102030405060708), std::string(16, 'S'),
          std::string(32, 'C'), std::string(32, 'P')};
}

NewEvent SomeEvent() {
  NewEvent event;
  event.kind = EventKind::kConfirmed;
  event.channel = Channel::kSms;
  event.purpose = "news";
  event.wording_hash = std::string(32, 'W');
  return event;
}

TEST(EncodeLeaf, IsExactlyWhatTheHeaderSays) {
  EXPECT_EQ(ToHex(EncodeLeaf(SomeLeaf(), SomeEvent())),
            "01000102030405060708090a0b0c0d0e0f03"
            "0102030405060708"
            "53535353535353535353535353535353"
            "02046e657773"
            "5757575757575757575757575757575757575757575757575757575757575757"
            "4343434343434343434343434343434343434343434343434343434343434343"
            "5050505050505050505050505050505050505050505050505050505050505050");
}

TEST(EncodeLeaf, WritesWhatIsMissingAsZeros) {
  NewEvent event;
  event.kind = EventKind::kObjected;
  Leaf leaf = SomeLeaf();
  leaf.previous.clear();
  const std::string bytes = EncodeLeaf(leaf, event);
  EXPECT_EQ(bytes.size(), 1 + 16 + 1 + 8 + 16 + 1 + 1 + 32 + 32 + 32);
  EXPECT_EQ(bytes.substr(bytes.size() - 32), std::string(32, '\0'));
}

TEST(LeafHash, IsThatOfRfc6962) {
  // The published test vector of the empty leaf.
  EXPECT_EQ(ToHex(LeafHash("")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST(Commitment, DependsOnSaltAndPayload) {
  EXPECT_EQ(Commitment("salt", "payload"), Sha256("saltpayload"));
  EXPECT_NE(Commitment("salt", "payload"), Commitment("other", "payload"));
}

TEST(EncodePayload, KeepsOneLineForEachField) {
  EXPECT_EQ(EncodePayload({{"origin", "fair\nkind=FORGED"}, {"ip_address", ""}, {"user_agent", "b"}}),
            "origin=fair kind=FORGED\nuser_agent=b\n");
}

}  // namespace
}  // namespace bestand::consent
