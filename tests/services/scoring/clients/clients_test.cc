#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "services/scoring/clients/consent_client.h"
#include "services/scoring/clients/profile_client.h"

namespace bestand::scoring {
namespace {

namespace profile = customer_profile::v1;

grpc::Status Refuse(absl::StatusCode code, std::string_view reason) {
  return rpc::ToGrpc(Failure(code, reason, "It is so; do otherwise."));
}

struct Purchases : profile::PurchaseService::Service {
  grpc::Status StreamPurchaseSummaries(
      grpc::ServerContext* context, const profile::StreamPurchaseSummariesRequest* request,
      grpc::ServerWriter<profile::StreamPurchaseSummariesResponse>* writer) override {
    if (request->first_bucket() == 1000)
      return Refuse(absl::StatusCode::kFailedPrecondition, "CURRENCY_MIXED");
    for (int i = 0; !context->IsCancelled() && i < chunks; ++i) {
      profile::StreamPurchaseSummariesResponse chunk;
      chunk.set_bucket(i);
      if (!writer->Write(chunk)) break;
    }
    cancelled = context->IsCancelled();
    return grpc::Status::OK;
  }
  grpc::Status BatchGetPurchaseSummaries(grpc::ServerContext*,
                                         const profile::BatchGetPurchaseSummariesRequest* request,
                                         profile::BatchGetPurchaseSummariesResponse* response) override {
    for (int i = 0; i < request->customers_size() - missing; ++i) response->add_results()->mutable_summary();
    return grpc::Status::OK;
  }
  grpc::Status GetPurchaseSummary(grpc::ServerContext*, const profile::GetPurchaseSummaryRequest* request,
                                  profile::GetPurchaseSummaryResponse* response) override {
    if (request->customer() == "customers/gone") {
      return Refuse(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN");
    }
    if (request->customer() == "customers/early") return grpc::Status::OK;
    response->mutable_summary()->set_customer(request->customer());
    *response->mutable_summary()->mutable_first_date() = request->as_of_date();
    *response->mutable_summary()->mutable_last_date() = request->as_of_date();
    return grpc::Status::OK;
  }
  int chunks = 3, missing = 0;
  std::atomic<bool> cancelled = false;
};

struct Spans : profile::PurchaseSpanService::Service {
  grpc::Status GetPurchaseSpan(grpc::ServerContext*, const profile::GetPurchaseSpanRequest*,
                               profile::GetPurchaseSpanResponse* response) override {
    response->set_customer_count(customers);
    if (customers == 0) return grpc::Status::OK;
    response->mutable_first_date()->set_year(1970);
    response->mutable_first_date()->set_month(1);
    response->mutable_first_date()->set_day(2);
    *response->mutable_last_date() = response->first_date();
    response->mutable_last_date()->set_month(2);
    return grpc::Status::OK;
  }
  int customers = 0;
};

struct History : profile::HistoryService::Service {
  grpc::Status WatchChanges(grpc::ServerContext* context, const profile::WatchChangesRequest* request,
                            grpc::ServerWriter<profile::WatchChangesResponse>* writer) override {
    if (request->cursor() == "bad") return Refuse(absl::StatusCode::kInvalidArgument, "CURSOR_UNKNOWN");
    profile::WatchChangesResponse chunk;
    chunk.set_next_cursor(request->cursor() + "1");
    writer->Write(chunk);
    while (!context->IsCancelled()) absl::SleepFor(absl::Milliseconds(5));
    return grpc::Status::CANCELLED;
  }
};

struct Consents : consent::v1::ConsentService::Service {
  grpc::Status StreamAddressableCustomers(
      grpc::ServerContext*, const consent::v1::StreamAddressableCustomersRequest* request,
      grpc::ServerWriter<consent::v1::StreamAddressableCustomersResponse>* writer) override {
    if (request->purpose() != "purposes/newsletter" || request->channel() != consent::v1::CHANNEL_EMAIL) {
      return Refuse(absl::StatusCode::kNotFound, "PURPOSE_UNKNOWN");
    }
    consent::v1::StreamAddressableCustomersResponse chunk;
    chunk.add_customer_ids("a");
    writer->Write(chunk);
    writer->Write(chunk);
    return grpc::Status::OK;
  }
};

class ClientsTest : public testing::Test {
 protected:
  ClientsTest() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&purchases_)
        .RegisterService(&spans_)
        .RegisterService(&history_)
        .RegisterService(&consents_);
    server_ = builder.BuildAndStart();
    remote_.channel =
        grpc::CreateChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials());
    remote_.service = "other";
    remote_.timeout = absl::Seconds(5);
  }

  Purchases purchases_;
  Spans spans_;
  History history_;
  Consents consents_;
  std::unique_ptr<grpc::Server> server_;
  rpc::Remote remote_;
};

TEST_F(ClientsTest, ShowsEveryChunk) {
  std::vector<int> buckets;
  const absl::Status status = ProfileClient(remote_).Stream({}, [&](const SummaryChunk& chunk) {
    buckets.push_back(chunk.bucket);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_THAT(buckets, testing::ElementsAre(0, 1, 2));
}

TEST_F(ClientsTest, AsksForTheSpanOfAllPurchases) {
  EXPECT_EQ(ProfileClient(remote_).Span()->customers, 0);
  spans_.customers = 3;
  const auto span = ProfileClient(remote_).Span();
  ASSERT_TRUE(span.ok()) << span.status();
  EXPECT_EQ(span->customers, 3);
  EXPECT_EQ(span->first_day, 1);
  EXPECT_EQ(span->last_day, 32);
}

TEST_F(ClientsTest, AFailureOfTheTakerEndsTheStream) {
  purchases_.chunks = 1'000'000'000;
  const absl::Status status =
      ProfileClient(remote_).Stream({}, [](const SummaryChunk&) { return absl::AbortedError("enough"); });
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  server_->Shutdown();
  EXPECT_TRUE(purchases_.cancelled);
}

TEST_F(ClientsTest, PassesReasonsOn) {
  const auto take = [](const SummaryChunk&) { return absl::OkStatus(); };
  EXPECT_EQ(ReasonOf(ProfileClient(remote_).Stream({.first_bucket = 1000}, take)), "CURRENCY_MIXED");
  const auto changed = [](const ChangeChunk&) { return absl::OkStatus(); };
  EXPECT_EQ(ReasonOf(ProfileClient(remote_).Follow("bad", {}, changed)), "CURSOR_UNKNOWN");
}

TEST_F(ClientsTest, FollowsUntilStopped) {
  std::stop_source stop;
  std::string cursor;
  const absl::Status status =
      ProfileClient(remote_).Follow("x", stop.get_token(), [&](const ChangeChunk& chunk) {
        cursor = chunk.next_cursor;
        std::thread([&] { stop.request_stop(); }).join();
        return absl::OkStatus();
      });
  EXPECT_EQ(cursor, "x1");
  EXPECT_FALSE(status.ok());
}

TEST_F(ClientsTest, RefusesAnAnswerForOtherCustomers) {
  const std::vector<std::string> ids = {"a", "b"};
  EXPECT_EQ(ProfileClient(remote_).Find(ids, {"EUR"})->size(), 2);
  purchases_.missing = 1;
  EXPECT_EQ(ReasonOf(ProfileClient(remote_).Find(ids, {"EUR"}).status()), "INTERNAL_ERROR");
}

TEST_F(ClientsTest, AsksOneByOneForThePurchasesUpToADay) {
  const std::vector<std::string> ids = {"a", "gone", "early"};
  const auto found = ProfileClient(remote_).Find(ids, {"EUR", 10'000});
  ASSERT_TRUE(found.ok()) << found.status();
  ASSERT_EQ(found->size(), 3);
  EXPECT_EQ(found->at(0)->customer_id, "a");
  EXPECT_EQ(found->at(0)->last_day, 10'000);
  EXPECT_FALSE(found->at(1).has_value());
  EXPECT_FALSE(found->at(2).has_value());
  server_->Shutdown();
  EXPECT_EQ(ReasonOf(ProfileClient(remote_).Find(ids, {"EUR", 10'000}).status()), "SERVICE_AWAY");
}

TEST_F(ClientsTest, NamesTheServiceThatIsAway) {
  server_->Shutdown();
  const auto take = [](std::span<const std::string>) { return absl::OkStatus(); };
  const absl::Status status = ConsentClient(remote_).Stream("newsletter", take);
  EXPECT_EQ(ReasonOf(status), "SERVICE_AWAY");
  EXPECT_EQ(FactsOf(status).at("service"), "other");
}

TEST_F(ClientsTest, AsksConsentForEMail) {
  int seen = 0;
  const auto take = [&](std::span<const std::string> ids) {
    seen += static_cast<int>(ids.size());
    return absl::OkStatus();
  };
  EXPECT_TRUE(ConsentClient(remote_).Stream("newsletter", take).ok());
  EXPECT_EQ(seen, 2);
  EXPECT_EQ(ReasonOf(ConsentClient(remote_).Stream("other", take)), "PURPOSE_UNKNOWN");
}

}  // namespace
}  // namespace bestand::scoring
