#include "common/id/id.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace bestand {
namespace {

TEST(Crc32c, HasTheKnownValues) {
  EXPECT_EQ(Crc32c("123456789"), 0xE3069283u);
  EXPECT_EQ(Crc32c(""), 0u);
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8A9136AAu);  // RFC 3720, B.4
  EXPECT_EQ(Crc32c(std::string(32, '\xff')), 0x62A8AB43u);
}

TEST(BucketOf, IsTheChecksumModuloTheBuckets) {
  EXPECT_EQ(BucketOf("123456789"), static_cast<int>(0xE3069283u % 1024));
}

TEST(BucketOf, SpreadsCustomersEvenly) {
  std::vector<int> counts(kBuckets);
  for (int i = 0; i < 100 * kBuckets; ++i) ++counts[BucketOf("c" + std::to_string(i))];
  for (const int count : counts) {
    EXPECT_GT(count, 40);
    EXPECT_LT(count, 200);
  }
}

TEST(NewUuid, IsAUuidOfVersionFourAndAlwaysAnother) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string uuid = NewUuid();
    EXPECT_TRUE(IsUuid(uuid)) << uuid;
    EXPECT_EQ(uuid[14], '4');
    EXPECT_NE(std::string_view("89ab").find(uuid[19]), std::string_view::npos);
    EXPECT_TRUE(seen.insert(uuid).second);
  }
}

TEST(IsUuid, TakesBothCasesOfOneForm) {
  EXPECT_TRUE(IsUuid("f47ac10b-58cc-4372-a567-0e02b2c3d479"));
  EXPECT_TRUE(IsUuid("F47AC10B-58CC-4372-A567-0E02B2C3D479"));
  for (const char* text :
       {"", "f47ac10b58cc4372a5670e02b2c3d479", "f47ac10b-58cc-4372-a567-0e02b2c3d47g",
        "f47ac10b-58cc-4372-a567-0e02b2c3d4790", "{f47ac10b-58cc-4372-a567-0e02b2c3d47}"}) {
    EXPECT_FALSE(IsUuid(text)) << text;
  }
}

TEST(IsCustomerId, TakesTheCompanysOwnIds) {
  for (const std::string& id : {std::string("17850"), std::string("A-b_c.d~e"), std::string(64, 'x')}) {
    EXPECT_TRUE(IsCustomerId(id)) << id;
  }
  for (const std::string& id :
       {std::string(), std::string(65, 'x'), std::string("a b"), std::string("a@b.test"), std::string("a/b"),
        std::string("a\0b", 3), std::string("ä")}) {
    EXPECT_FALSE(IsCustomerId(id)) << id;
  }
}

}  // namespace
}  // namespace bestand
