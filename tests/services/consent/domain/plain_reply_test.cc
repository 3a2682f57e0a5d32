#include "services/consent/domain/plain_reply.h"

#include <gtest/gtest.h>

namespace bestand::consent {
namespace {

using namespace std::string_view_literals;

TEST(PlainReply, KeepsPlainLines) {
  EXPECT_EQ(PlainReply("250 2.0.0 Ok: queued as 5C0"), "250 2.0.0 Ok: queued as 5C0");
  EXPECT_EQ(PlainReply(""), "");
  EXPECT_EQ(PlainReply("250  two spaces "), "250  two spaces ");
}

TEST(PlainReply, KeepsNoByteThatIsNotPrintableAscii) {
  EXPECT_EQ(PlainReply("550 Empf\xe4nger\0\t\x7f"sv), "550 Empf?nger???");
  EXPECT_EQ(PlainReply("250 gr\xc3\xbc\xc3"sv), "250 gr???");
}

TEST(PlainReply, KeepsNoAddress) {
  EXPECT_EQ(PlainReply("550 5.1.1 <anna@example.test>: unknown"), "550 5.1.1 <address> unknown");
  EXPECT_EQ(PlainReply("550 anna@example.test"), "550 <address>");
}

TEST(PlainReply, IsNeverLong) {
  EXPECT_EQ(PlainReply("250 " + std::string(1000, 'x')).size(), 200);
  EXPECT_EQ(PlainReply(std::string(199, 'x') + " a@b").size(), 200);
}

}  // namespace
}  // namespace bestand::consent
