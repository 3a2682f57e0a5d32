#include "common/rpc/redact.h"

#include <gtest/gtest.h>

#include "testing.pb.h"

namespace bestand::rpc {
namespace {

using bestand::testing::v1::ReadRequest;

TEST(Redacted, HidesSensitiveFieldsAtEveryDepth) {
  ReadRequest request;
  request.set_what("look");
  request.set_customer("customers/ann");
  request.add_emails("ann@example.test");
  request.add_emails("bob@example.test");
  request.set_birth_year(1970);
  request.mutable_inner()->set_customer("customers/carl");
  request.add_more()->mutable_inner()->add_emails("dora@example.test");
  const std::string json = Redacted(request);
  for (const char* secret : {"ann", "bob", "carl", "dora", "1970"}) {
    EXPECT_EQ(json.find(secret), std::string::npos) << secret << " in " << json;
  }
  EXPECT_NE(json.find("\"what\":\"look\""), std::string::npos);
  EXPECT_NE(json.find("\"customer\":\"[redacted]\""), std::string::npos);
  EXPECT_EQ(request.customer(), "customers/ann");
}

TEST(Redacted, OfAnEmptyMessageIsEmpty) { EXPECT_EQ(Redacted(ReadRequest()), "{}"); }

}  // namespace
}  // namespace bestand::rpc
