#include "common/id/digest.h"

#include <gtest/gtest.h>

#include "common/id/encoding.h"

namespace bestand {
namespace {

TEST(Sha256, HasTheKnownValues) {  // FIPS 180-2
  EXPECT_EQ(ToHex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(ToHex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(HmacSha256, HasTheKnownValue) {  // RFC 4231, case 2
  EXPECT_EQ(ToHex(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(SameSecret, ComparesWholeTexts) {
  EXPECT_TRUE(SameSecret("abc", "abc"));
  EXPECT_FALSE(SameSecret("abc", "abd"));
  EXPECT_FALSE(SameSecret("abc", "abcd"));
  EXPECT_TRUE(SameSecret("", ""));
}

TEST(RandomBytes, AreManyAndDifferent) {
  EXPECT_EQ(RandomBytes(32).size(), 32u);
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
}

TEST(Hex, GoesThereAndBack) {
  EXPECT_EQ(ToHex(std::string("\0\xff\x1a", 3)), "00ff1a");
  EXPECT_EQ(FromHex("00fF1A"), std::string("\0\xff\x1a", 3));
  EXPECT_FALSE(FromHex("0").has_value());
  EXPECT_FALSE(FromHex("0g").has_value());
}

TEST(Base64, HasTheKnownValues) {  // RFC 4648, section 10
  EXPECT_EQ(ToBase64("foob"), "Zm9vYg==");
  EXPECT_EQ(ToBase64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(ToBase64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(ToBase64("\xfb\xff"), "+/8=");
  EXPECT_EQ(FromBase64("Zm9vYg=="), "foob");
  EXPECT_EQ(FromBase64(""), "");
}

TEST(Base64, RefusesOtherTexts) {
  for (const std::string_view text : {"Zm9vYg", "Zm9vYg=", "Zh==", "====", "Z===", "Zm9v====", "-_8=",
                                      "Zg=="
                                      " "}) {
    EXPECT_FALSE(FromBase64(text).has_value()) << text;
  }
}

TEST(Base64Url, HasTheKnownValues) {  // RFC 4648, section 10, without padding
  EXPECT_EQ(ToBase64Url("foob"), "Zm9vYg");
  EXPECT_EQ(ToBase64Url("fooba"), "Zm9vYmE");
  EXPECT_EQ(ToBase64Url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(ToBase64Url("\xfb\xff"), "-_8");
  EXPECT_EQ(ToBase64Url(""), "");
}

TEST(Base64Url, GoesThereAndBack) {
  for (size_t size = 0; size < 40; ++size) {
    const std::string bytes = RandomBytes(size);
    EXPECT_EQ(FromBase64Url(ToBase64Url(bytes)), bytes);
  }
}

TEST(Base64Url, RefusesOtherTexts) {
  for (const char* text : {"Zm9vYg==", "Z", "Zm9v+A", "Zm9vYh", "Zm 9"}) {
    EXPECT_FALSE(FromBase64Url(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace bestand
