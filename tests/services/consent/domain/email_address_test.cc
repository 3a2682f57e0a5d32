#include "services/consent/domain/email_address.h"

#include <gtest/gtest.h>

namespace bestand::consent {
namespace {

using namespace std::string_view_literals;

TEST(ProblemOfAddress, AcceptsWhatPeopleHave) {
  for (const auto address : {"a@b.de", "first.last+tag@mail.example.test", "o'neil@xn--mller-kva.example",
                             "x_y-z@sub.sub.example.test"}) {
    EXPECT_EQ(ProblemOfAddress(address), "") << address;
  }
}

TEST(ProblemOfAddress, RefusesWhatCouldEndAHeader) {
  for (const auto address : {"a@b.de\r\nBcc: c@d.de"sv, "a@b.de\n"sv, "a\r@b.de"sv, "a\0b@c.de"sv,
                             "a@b.de\0"sv, "a@b.de, c@d.de"sv, "a b@c.de"sv, "<a@b.de>"sv, "a@b.de>"sv,
                             "\"a\"@b.de"sv, "a@[127.0.0.1]"sv, "a@b.de(c)"sv, "a;b@c.de"sv}) {
    EXPECT_NE(ProblemOfAddress(address), "") << address;
  }
}

TEST(ProblemOfAddress, RefusesWhatIsNoAddress) {
  for (const auto address : {"", "a", "@b.de", "a@", "a@b", "a@b..de", "a@-b.de", "a@b-.de", ".a@b.de",
                             "a.@b.de", "a..b@c.de", "a@b@c.de", "a@.de", "a@de."}) {
    EXPECT_NE(ProblemOfAddress(address), "") << address;
  }
}

TEST(ProblemOfAddress, KnowsTheLimits) {
  EXPECT_EQ(ProblemOfAddress(std::string(64, 'a') + "@b.de"), "");
  EXPECT_NE(ProblemOfAddress(std::string(65, 'a') + "@b.de"), "");
  EXPECT_NE(ProblemOfAddress("a@" + std::string(64, 'b') + ".de"), "");
  EXPECT_NE(ProblemOfAddress("a@" + std::string(250, 'b') + ".de"), "");
}

TEST(ProblemOfAddress, SaysWhatToDoAboutUmlauts) {
  EXPECT_NE(ProblemOfAddress("a@müller.de").find("punycode"), std::string::npos);
}

TEST(Masked, ShowsTheFirstLetterAndTheDomain) {
  EXPECT_EQ(Masked("anna@example.test"), "a***@example.test");
  EXPECT_EQ(Masked(""), "***");
}

TEST(Normalised, MakesSpellingsOfOneMailboxEqual) {
  EXPECT_EQ(Normalised("Anna@Example.TEST"), "anna@example.test");
}

}  // namespace
}  // namespace bestand::consent
