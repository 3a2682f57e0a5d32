#include "common/id/aead.h"

#include <gtest/gtest.h>

#include "common/id/encoding.h"

namespace bestand {
namespace {

// The Galois/Counter Mode of Operation, McGrew and Viega, appendix B, test case 16 (AES-256).
TEST(Aead, OpensThePublishedText) {
  const std::string key = *FromHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const std::string sealed = *FromHex(
      "cafebabefacedbaddecaf888"
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
      "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
      "76fc6ece0f4e1768cddf8853bb2d551b");
  const std::string text = *FromHex(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  EXPECT_EQ(Open(key, sealed, *FromHex("feedfacedeadbeeffeedfacedeadbeefabaddad2")), text);
  EXPECT_FALSE(Open(key, sealed, "").has_value());
}

TEST(Aead, OpensNothingThatIsTooShort) {
  const std::string key(kSealKeyBytes, 'k');
  EXPECT_EQ(Open(key, Seal(key, "", "here"), "here"), "");
  EXPECT_FALSE(Open(key, "", "here").has_value());
  EXPECT_FALSE(Open(key, std::string(27, 'x'), "here").has_value());
}

}  // namespace
}  // namespace bestand
