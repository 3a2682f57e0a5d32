#include "services/consent/work/anchors/witness_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string ProblemWith(const std::string& witnesses, WitnessSettings& settings) {
  config::Fields fields({{"consent.witnesses", witnesses}});
  Describe(fields, settings);
  return std::string(MessageOf(fields.ToStatus()));
}

std::string KeyOf(const std::string& name, tlog::KeyKind kind = tlog::KeyKind::kCosignature) {
  return tlog::NewSigner(name, kind).verifier().ToText();
}

TEST(WitnessSettings, AreAnAddressAndAKeyEach) {
  WitnessSettings settings;
  const std::string one = "https://one.example.test/w/ " + KeyOf("one");
  EXPECT_THAT(ProblemWith(one + ",http://127.0.0.1:1 " + KeyOf("two"), settings), IsEmpty());
  ASSERT_THAT(settings.witnesses, SizeIs(2));
  EXPECT_EQ(settings.witnesses[0].url, "https://one.example.test/w");
  EXPECT_EQ(settings.witnesses[1].key.name, "two");
}

TEST(WitnessSettings, RefuseWhatIsNoWitness) {
  WitnessSettings settings;
  const std::string url = "https://one.example.test ";
  EXPECT_THAT(ProblemWith(url + KeyOf("log", tlog::KeyKind::kNote), settings), HasSubstr("witness"));
  EXPECT_THAT(ProblemWith("ftp://one.example.test " + KeyOf("one"), settings), HasSubstr("URL"));
  EXPECT_THAT(ProblemWith(KeyOf("one"), settings), HasSubstr("URL"));
  const std::string key = KeyOf("one");
  EXPECT_THAT(ProblemWith(url + key + "," + url + key, settings), HasSubstr("twice"));
}

}  // namespace
}  // namespace bestand::consent
