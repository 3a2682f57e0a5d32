#include "common/rpc/status.h"

#include <gtest/gtest.h>

#include "common/error/error.h"
#include "google/rpc/error_details.pb.h"

namespace bestand::rpc {
namespace {

template <class Detail>
bool Carries(const absl::Status& status) {
  const google::rpc::Status wire = ToWireStatus(status);
  for (const auto& detail : wire.details()) {
    if (detail.Is<Detail>()) return true;
  }
  return false;
}

TEST(Status, ComesBackAsItWent) {
  const absl::Status sent = Failure(absl::StatusCode::kFailedPrecondition, "STOCK_EXHAUSTED",
                                    "There are 3 left; take another.", {{"left", "3"}, {"asked", "5"}});
  const absl::Status back = FromGrpc(ToGrpc(sent));
  EXPECT_EQ(back.code(), sent.code());
  EXPECT_EQ(MessageOf(back), MessageOf(sent));
  EXPECT_EQ(ReasonOf(back), "STOCK_EXHAUSTED");
  EXPECT_EQ(FactsOf(back), FactsOf(sent));
}

TEST(Status, CarriesDomainAndReasonForOtherClients) {
  const google::rpc::Status wire = ToWireStatus(Failure(absl::StatusCode::kNotFound, "JOB_UNKNOWN", "m"));
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(wire.details(0).UnpackTo(&info));
  EXPECT_EQ(info.domain(), "bestand");
  EXPECT_EQ(info.reason(), "JOB_UNKNOWN");
}

TEST(Status, OkStaysOk) {
  EXPECT_TRUE(ToGrpc(absl::OkStatus()).ok());
  EXPECT_TRUE(FromGrpc(grpc::Status::OK).ok());
  EXPECT_TRUE(FromWireStatus(ToWireStatus(absl::OkStatus())).ok());
}

TEST(Status, AdvisesToRetryOnlyWhereThatHelps) {
  using google::rpc::RetryInfo;
  EXPECT_TRUE(Carries<RetryInfo>(Failure(absl::StatusCode::kUnavailable, "DATABASE_AWAY", "m")));
  EXPECT_TRUE(Carries<RetryInfo>(Failure(absl::StatusCode::kResourceExhausted, "OVERLOADED", "m")));
  EXPECT_FALSE(Carries<RetryInfo>(Failure(absl::StatusCode::kResourceExhausted, "INTERNAL_ERROR", "m")));
  EXPECT_FALSE(Carries<RetryInfo>(Failure(absl::StatusCode::kNotFound, "JOB_UNKNOWN", "m")));
}

TEST(Status, HidesTheTextOfFailuresThatWereNotMeantForCallers) {
  const grpc::Status sent = ToGrpc(absl::InternalError("SELECT secret"));
  EXPECT_EQ(sent.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_EQ(sent.error_message().find("secret"), std::string::npos);
  EXPECT_EQ(ReasonOf(FromGrpc(sent)), "INTERNAL_ERROR");
}

TEST(FromGrpc, NamesTheServiceThatIsAway) {
  const absl::Status status = FromGrpc({grpc::StatusCode::UNAVAILABLE, "connection refused"}, "scoring");
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(status), "SERVICE_AWAY");
  EXPECT_EQ(FactsOf(status).at("service"), "scoring");
}

TEST(FromGrpc, KeepsTheTransportsCodes) {
  EXPECT_EQ(ReasonOf(FromGrpc({grpc::StatusCode::DEADLINE_EXCEEDED, ""})), "DEADLINE_PASSED");
  EXPECT_EQ(ReasonOf(FromGrpc({grpc::StatusCode::UNIMPLEMENTED, ""})), "INTERNAL_ERROR");
  EXPECT_EQ(FromGrpc({grpc::StatusCode::UNIMPLEMENTED, ""}).code(), absl::StatusCode::kUnimplemented);
}

TEST(FromGrpc, SurvivesDetailsThatAreNotOurs) {
  const grpc::Status status(grpc::StatusCode::NOT_FOUND, "m", "\xff\xff garbage");
  EXPECT_EQ(FromGrpc(status).code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace bestand::rpc
