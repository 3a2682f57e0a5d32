#include "common/rpc/page_token.h"

#include <gtest/gtest.h>

#include <fstream>

#include "common/error/error.h"
#include "testing.pb.h"

namespace bestand::rpc {
namespace {

using bestand::testing::v1::CountRequest;
using bestand::testing::v1::ReadRequest;

const PageTokens kTokens("0123456789abcdef");

ReadRequest List(const std::string& what, const std::string& token = "", int page_size = 0) {
  ReadRequest request;
  request.set_what(what);
  request.set_page_token(token);
  request.set_page_size(page_size);
  return request;
}

TEST(PageTokens, GiveTheLastKeyBack) {
  const std::string key("c-42\0x", 6);
  const std::string token = kTokens.Make(key, List("active"));
  EXPECT_EQ(*kTokens.LastKey(List("active", token)), key);
  EXPECT_EQ(token.find(key), std::string::npos);
}

TEST(PageTokens, BeginWithoutOne) { EXPECT_EQ(*kTokens.LastKey(List("active")), ""); }

TEST(PageTokens, LetThePageSizeChange) {
  EXPECT_TRUE(kTokens.LastKey(List("active", kTokens.Make("k", List("active", "", 10)), 20)).ok());
}

TEST(PageTokens, BelongToTheOtherArguments) {
  const std::string token = kTokens.Make("k", List("active"));
  const absl::Status status = kTokens.LastKey(List("erased", token)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "PAGE_TOKEN_MISMATCH");
}

TEST(PageTokens, CannotBeForgedOrBent) {
  const std::string token = kTokens.Make("key", List("active"));
  for (size_t i = 0; i < token.size(); ++i) {
    std::string bent = token;
    bent[i] = bent[i] == 'A' ? 'B' : 'A';
    const auto last = kTokens.LastKey(List("active", bent));
    EXPECT_TRUE(!last.ok() || *last == "key") << i;  // the last character has bits that mean nothing
  }
  EXPECT_FALSE(kTokens.LastKey(List("active", token.substr(0, 10))).ok());
  EXPECT_FALSE(kTokens.LastKey(List("active", "no token at all!")).ok());
  EXPECT_FALSE(kTokens.LastKey(List("active", std::string(1 << 20, 'A'))).ok());
  EXPECT_FALSE(PageTokens("another key of 16").LastKey(List("active", token)).ok());
}

TEST(PageTokens, TakeTheirKeyFromAFile) {
  const std::string path = ::testing::TempDir() + "/page_token_key";
  std::ofstream(path) << "0123456789abcdef\n";
  const auto tokens = PageTokens::FromKeyFile(path);
  ASSERT_TRUE(tokens.ok());
  EXPECT_TRUE(tokens->LastKey(List("a", kTokens.Make("k", List("a")))).ok());
  std::ofstream(path) << "short";
  EXPECT_EQ(ReasonOf(PageTokens::FromKeyFile(path).status()), "SETTING_INVALID");
}

TEST(PageTokens, OfRandomKeysDiffer) {
  const auto tokens = PageTokens::FromKeyFile("");
  EXPECT_FALSE(tokens->LastKey(List("a", kTokens.Make("k", List("a")))).ok());
}

TEST(PageSizeOf, HasADefaultAndACap) {
  EXPECT_EQ(PageSizeOf(0), 50);
  EXPECT_EQ(PageSizeOf(1), 1);
  EXPECT_EQ(PageSizeOf(1000), 1000);
  EXPECT_EQ(PageSizeOf(1001), 1000);
}

}  // namespace
}  // namespace bestand::rpc
