#include "services/scoring/clients/trait_client.h"

#include <gtest/gtest.h>

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"

namespace bestand::scoring {
namespace {

namespace profile = customer_profile::v1;

struct Customers : profile::CustomerService::Service {
  grpc::Status BatchGetCustomers(grpc::ServerContext*, const profile::BatchGetCustomersRequest* request,
                                 profile::BatchGetCustomersResponse* response) override {
    for (int i = missing; i < request->names_size(); ++i) {
      profile::CustomerResult& result = *response->add_results();
      if (request->names(i) == "customers/gone") {
        *result.mutable_error() = rpc::ToWireStatus(
            Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN", "There is no such customer."));
        continue;
      }
      result.mutable_customer()->set_name(request->names(i));
      result.mutable_customer()->set_kind(profile::CUSTOMER_KIND_COMPANY);
      result.mutable_customer()->set_country("DE");
    }
    return grpc::Status::OK;
  }
  int missing = 0;
};

class TraitClientTest : public testing::Test {
 protected:
  TraitClientTest() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&customers_);
    server_ = builder.BuildAndStart();
    remote_.channel =
        grpc::CreateChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials());
    remote_.service = "customer-profile";
    remote_.timeout = absl::Seconds(5);
  }

  Customers customers_;
  std::unique_ptr<grpc::Server> server_;
  rpc::Remote remote_;
};

TEST_F(TraitClientTest, TellsNothingOfWhoIsGone) {
  const std::vector<std::string> ids = {"a", "gone"};
  const auto traits = TraitClient(remote_).FindTraits(ids);
  ASSERT_TRUE(traits.ok()) << traits.status();
  EXPECT_EQ((*traits)[0], (Traits{"COMPANY", "DE"}));
  EXPECT_EQ((*traits)[1], Traits{});
}

TEST_F(TraitClientTest, RefusesAnAnswerForOtherCustomers) {
  customers_.missing = 1;
  const std::vector<std::string> ids = {"a", "b"};
  EXPECT_EQ(ReasonOf(TraitClient(remote_).FindTraits(ids).status()), "INTERNAL_ERROR");
}

}  // namespace
}  // namespace bestand::scoring
