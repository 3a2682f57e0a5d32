#include "services/consent/clients/profile_client.h"

#include <gmock/gmock.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/rpc/status.h"
#include "common/validate/names.h"

namespace bestand::consent {
namespace {

namespace profile = customer_profile::v1;
using ::testing::ElementsAre;

constexpr absl::Duration kPatience = absl::Seconds(2);

profile::Change ChangeOf(const std::string& customer, profile::ChangeKind kind) {
  profile::Change change;
  change.set_customer(CustomerName(customer));
  change.set_kind(kind);
  return change;
}

// Speaks as customer-profile does: "company" and "person" exist.
class FakeCustomers final : public profile::CustomerService::Service {
 public:
  grpc::Status BatchGetRelations(grpc::ServerContext*, const profile::BatchGetRelationsRequest* request,
                                 profile::BatchGetRelationsResponse* response) override {
    for (const std::string& customer : request->customers()) {
      profile::RelationResult& result = *response->add_results();
      if (customer == "customers/company" || customer == "customers/person") {
        result.mutable_relation()->set_customer(customer);
        result.mutable_relation()->set_state(profile::RELATION_STATE_CUSTOMER);
        const bool company = customer == "customers/company";
        result.mutable_relation()->set_contract_active(company);
        if (company) result.mutable_relation()->set_kind(profile::CUSTOMER_KIND_COMPANY);
        if (company) result.mutable_relation()->set_country("AT");
      } else {
        *result.mutable_error() = rpc::ToWireStatus(
            Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN", "There is no such customer."));
      }
    }
    return grpc::Status::OK;
  }
  grpc::Status ListCustomers(grpc::ServerContext*, const profile::ListCustomersRequest* request,
                             profile::ListCustomersResponse* response) override {
    const bool first = request->page_token().empty();
    for (const auto id : first ? std::vector{"a", "b"} : std::vector{"c"}) {
      response->add_customers()->set_name(std::string("customers/") + id);
    }
    if (first) response->set_next_page_token("2");
    return grpc::Status::OK;
  }
};

class FakeHistory final : public profile::HistoryService::Service {
 public:
  grpc::Status WatchChanges(grpc::ServerContext* context, const profile::WatchChangesRequest* request,
                            grpc::ServerWriter<profile::WatchChangesResponse>* writer) override {
    if (request->cursor() == "lost") {
      return rpc::ToGrpc(Failure(absl::StatusCode::kInvalidArgument, "CURSOR_UNKNOWN", "Start again.",
                                 {{"oldest_cursor", "o7"}}));
    }
    profile::WatchChangesResponse chunk;
    *chunk.add_changes() = ChangeOf("b", profile::CHANGE_KIND_PURCHASES);
    *chunk.add_changes() = ChangeOf("a", profile::CHANGE_KIND_CUSTOMER);
    *chunk.add_changes() = ChangeOf("b", profile::CHANGE_KIND_CUSTOMER);
    *chunk.add_changes() = ChangeOf("c", profile::CHANGE_KIND_INTERACTION);
    chunk.set_next_cursor(request->cursor() + "+1");
    writer->Write(chunk);
    chunk.clear_changes();
    writer->Write(chunk);  // a sign of life
    chunk.set_next_cursor(request->cursor() + "+2");
    writer->Write(chunk);
    while (!context->IsCancelled()) absl::SleepFor(absl::Milliseconds(10));
    return grpc::Status::CANCELLED;
  }
};

class ProfileClientTest : public ::testing::Test {
 protected:
  ProfileClientTest() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&customers_);
    builder.RegisterService(&history_);
    server_ = builder.BuildAndStart();
    config::UpstreamSettings upstream;
    upstream.target = "127.0.0.1:" + std::to_string(port);
    upstream.insecure = true;
    client_ = std::make_unique<ProfileClient>(rpc::Connect(upstream, "customer-profile", "test").value());
  }

  FakeCustomers customers_;
  FakeHistory history_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<ProfileClient> client_;
};

TEST_F(ProfileClientTest, TellsWhoIsKnownAndWhoIsGone) {
  const auto update = client_->Relations(std::vector<std::string>{"company", "nobody", "person"}, kPatience);
  ASSERT_TRUE(update.ok()) << update.status();
  ASSERT_EQ(update->known.size(), 2);
  EXPECT_EQ(update->known[0].customer, "company");
  EXPECT_EQ(update->known[0].recipient, Recipient::kB2b);
  EXPECT_EQ(update->known[0].relation, Relation::kCustomer);
  EXPECT_TRUE(update->known[0].contract_active);
  EXPECT_EQ(update->known[0].country, "AT");
  EXPECT_EQ(update->known[1].country, "");
  EXPECT_EQ(update->known[1].recipient, Recipient::kB2c);  // unknown kind: the stricter law
  EXPECT_THAT(update->gone, ElementsAre("nobody"));
}

TEST_F(ProfileClientTest, SaysThatTheServiceIsAway) {
  server_->Shutdown();
  const auto update = client_->Relations(std::vector<std::string>{"person"}, kPatience);
  EXPECT_EQ(ReasonOf(update.status()), "SERVICE_AWAY");
}

TEST_F(ProfileClientTest, HandsOnEachChunkOnceWithItsCursor) {
  std::vector<std::string> cursors;
  std::vector<std::vector<std::string>> chunks;
  const absl::Status ended = client_->WatchChanges("start", [&](auto customers, const auto& cursor) {
    chunks.emplace_back(customers.begin(), customers.end());
    cursors.push_back(cursor);
    return chunks.size() < 2 ? absl::OkStatus() : absl::CancelledError("enough");
  });
  EXPECT_EQ(ended.code(), absl::StatusCode::kCancelled);
  EXPECT_THAT(cursors, ElementsAre("start+1", "start+2"));
  EXPECT_THAT(chunks, ElementsAre(ElementsAre("a", "b"), ElementsAre()));
}

TEST_F(ProfileClientTest, PassesOnThatACursorIsLost) {
  const absl::Status ended =
      client_->WatchChanges("lost", [](auto, const auto&) { return absl::OkStatus(); });
  EXPECT_EQ(ReasonOf(ended), "CURSOR_UNKNOWN");
  EXPECT_EQ(FactsOf(ended).at("oldest_cursor"), "o7");
}

TEST_F(ProfileClientTest, ListsAllCustomersPageByPage) {
  std::vector<std::string> all;
  const auto take = [&](std::span<const std::string> customers) {
    all.insert(all.end(), customers.begin(), customers.end());
    return absl::OkStatus();
  };
  ASSERT_TRUE(client_->ListCustomers(take).ok());
  EXPECT_THAT(all, ElementsAre("a", "b", "c"));
}

TEST_F(ProfileClientTest, StopsWatchingWhenTold) {
  std::thread watching(
      [&] { client_->WatchChanges("", [](auto, const auto&) { return absl::OkStatus(); }).IgnoreError(); });
  absl::SleepFor(absl::Milliseconds(100));
  client_->StopWatching();
  watching.join();
  EXPECT_FALSE(client_->WatchChanges("", [](auto, const auto&) { return absl::OkStatus(); }).ok());
}

}  // namespace
}  // namespace bestand::consent
