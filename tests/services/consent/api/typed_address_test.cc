#include "services/consent/api/typed_address.h"

#include <gtest/gtest.h>

#include "common/error/error.h"
#include "services/consent/domain/email_address.h"

namespace bestand::consent {
namespace {

using namespace std::string_view_literals;

TEST(AddressOf, GivesADomainInItsOwnLettersTheFormThatMailServersKnow) {
  for (const auto typed :
       {"anna@müller.example", "anna@MÜLLER.example", "anna@mu\u0308ller.example", "anna@müller。example"}) {
    EXPECT_EQ(AddressOf(typed), "anna@xn--mller-kva.example") << typed;
  }
  EXPECT_EQ(AddressOf("anna@straße.example"), "anna@xn--strae-oqa.example") << "as in 2008, no longer ss";
  EXPECT_EQ(AddressOf("a@президент.рф"), "a@xn--d1abbgf6aiiy.xn--p1ai");
}

TEST(AddressOf, LeavesEverythingElseAsItWasTyped) {
  for (const auto typed :
       {"Anna+Shop@Example.TEST", "anna@xn--mller-kva.example", "", "@", "anna", "a@b@c"}) {
    EXPECT_EQ(AddressOf(typed), typed);
  }
}

TEST(AddressOf, MakesNothingFitThatWasNot) {
  for (const auto typed :
       {"jürgen@example.test"sv, "jürgen@müller.example"sv, "a@mü\r\nller.example"sv,
        "a@müller.example\0.test"sv, "a@mü ller.example"sv, "a@mü\xff.example"sv, "a@\u2100ü.example"sv,
        "a@-ü.example"sv, "a@ü..example"sv, "a@ü"sv, "a@b@müller.example,c@d.example"sv}) {
    EXPECT_NE(ProblemOfAddress(AddressOf(typed)), "") << typed;
  }
  EXPECT_NE(ProblemOfAddress(AddressOf("a@" + std::string(300, 'x') + "ü.example")), "");
}

TEST(UnlessAddress, NamesTheFieldAndWhatToDo) {
  Violations found;
  UnlessAddress(found, "anna@müller.example");
  EXPECT_TRUE(found.ToStatus().ok());
  UnlessAddress(found, "jürgen@example.test");
  const auto violations = ViolationsOf(found.ToStatus());
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "email_address");
  EXPECT_NE(violations[0].description.find("punycode"), std::string::npos);
}

}  // namespace
}  // namespace bestand::consent
