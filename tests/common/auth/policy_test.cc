#include "common/auth/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "common/error/error.h"

namespace bestand::auth {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kDigest(64, 'a');

std::string ProblemOf(const std::string& toml) {
  const auto policy = ParsePolicy(toml);
  EXPECT_EQ(ReasonOf(policy.status()), "SETTING_INVALID");
  return std::string(MessageOf(policy.status()));
}

TEST(ReadPolicy, ReadsEachThatIsShipped) {
  const char* root = std::getenv("BESTAND_ROOT");
  int read = 0;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(std::string(root == nullptr ? "." : root) + "/k8s")) {
    if (!file.path().string().ends_with("policy.toml")) continue;
    EXPECT_TRUE(ReadPolicy(file.path()).ok()) << file.path() << ReadPolicy(file.path()).status();
    ++read;
  }
  EXPECT_GE(read, 5);
}

TEST(ParsePolicy, LetsNobodyCallWhereThatIsSaid) {
  const auto policy = ParsePolicy("caller = []\n");
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_TRUE(policy->callers.empty());
}

TEST(ParsePolicy, ReadsCallers) {
  const auto policy =
      ParsePolicy("[[caller]]\nname = \"crm\"\nkey_sha256 = \"" + kDigest +
                  "\"\ncertificate_uri = [\"spiffe://x/crm\"]\nscopes = [\"consent.*\", \"*\"]\n");
  ASSERT_TRUE(policy.ok()) << policy.status();
  ASSERT_EQ(policy->callers.size(), 1u);
  EXPECT_EQ(policy->callers[0].name, "crm");
  EXPECT_THAT(policy->callers[0].key_digests, ElementsAre(kDigest));
  EXPECT_THAT(policy->callers[0].certificate_uris, ElementsAre("spiffe://x/crm"));
  EXPECT_THAT(policy->callers[0].scopes, ElementsAre("consent.*", "*"));
}

TEST(ParsePolicy, NamesEverythingThatIsWrong) {
  const std::string problem = ProblemOf(
      "colour = 1\n[[caller]]\nname = \"a\"\nscopes = [\"*.x\", \"\"]\nkey = 1\n"
      "[[caller]]\nname = \"a\"\nkey_sha256 = \"ABC\"\ncertificate_uri = \"no uri\"\n[[caller]]\n");
  for (const char* part :
       {"unknown entry \"colour\"", "unknown entry \"key\"", "a has neither key_sha256 nor certificate_uri",
        "scope \"*.x\" is malformed", "scope \"\" is malformed", "a is there twice",
        "64 lower-case hex digits", "no uri is no URI", "a caller has no name"}) {
    EXPECT_THAT(problem, HasSubstr(part));
  }
}

TEST(ParsePolicy, RefusesAKeyThatTwoCallersShare) {
  const std::string key = "key_sha256 = \"" + kDigest + "\"\n";
  EXPECT_THAT(ProblemOf("[[caller]]\nname = \"a\"\n" + key + "[[caller]]\nname = \"b\"\n" + key),
              HasSubstr("b: a key_sha256 is there twice"));
}

TEST(ParsePolicy, RefusesWhatIsNoPolicy) {
  EXPECT_THAT(ProblemOf(""), HasSubstr("no [[caller]]")) << "a file that is empty by mistake";
  EXPECT_THAT(ProblemOf("a = 1\n[["), HasSubstr("line 2"));
}

TEST(DigestOf, IsSha256) {
  // FIPS 180-2, appendix B.1.
  EXPECT_EQ(DigestOf("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace bestand::auth
