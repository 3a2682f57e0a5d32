#include "common/rpc/stream.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/rpc/receive.h"
#include "tests/common/rpc/running_service.h"

namespace bestand::testing {
namespace {

v1::CountRequest UpTo(int64_t most) {
  v1::CountRequest request;
  request.set_most(most);
  return request;
}

void Until(const std::function<bool()>& holds) {
  for (int i = 0; i < 5000 && !holds(); ++i) absl::SleepFor(absl::Milliseconds(2));
  ASSERT_TRUE(holds());
}

TEST(Stream, DeliversEveryChunkInOrder) {
  const RunningService service;
  const auto client = service.Client();
  const auto context = rpc::NewContext(client.remote());
  const auto stream = client.stub().Count(context.get(), UpTo(1000));
  v1::CountResponse chunk;
  int64_t expected = 0;
  while (stream->Read(&chunk)) EXPECT_EQ(chunk.number(), ++expected);
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(expected, 1000);
}

TEST(Stream, EndsWithTheFailureOfItsProducer) {
  const RunningService service;
  const auto client = service.Client();
  const auto context = rpc::NewContext(client.remote());
  const auto stream = client.stub().Count(context.get(), UpTo(-1));
  v1::CountResponse chunk;
  EXPECT_FALSE(stream->Read(&chunk));
  EXPECT_EQ(ReasonOf(rpc::FromGrpc(stream->Finish())), "CUSTOMER_UNKNOWN");
}

TEST(Stream, StopsItsProducerWhenTheCallerGoes) {
  const RunningService service;
  const auto client = service.Client();
  const auto context = rpc::NewEndlessContext(client.remote());
  const auto stream = client.stub().Count(context.get(), UpTo(0));
  v1::CountResponse chunk;
  ASSERT_TRUE(stream->Read(&chunk));
  context->TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  Until([&] { return service.api.streams_ended == 1; });
  EXPECT_TRUE(service.api.last_stream_cancelled);
}

TEST(Stream, StopsItsProducerWhenTheDeadlinePasses) {
  const RunningService service;
  const auto client = service.Client();
  const auto context = rpc::NewContext(client.remote(), absl::Milliseconds(100));
  const auto stream = client.stub().Count(context.get(), UpTo(0));
  v1::CountResponse chunk;
  while (stream->Read(&chunk)) continue;
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  Until([&] { return service.api.streams_ended == 1; });
}

TEST(Stream, RefusesAtOnceWhenAllStreamThreadsAreBusy) {
  const RunningService service(RunningService::kLoopback, {1, 1, 1});
  const auto client = service.Client();
  const auto first_context = rpc::NewEndlessContext(client.remote());
  const auto first = client.stub().Count(first_context.get(), UpTo(0));
  v1::CountResponse chunk;
  ASSERT_TRUE(first->Read(&chunk));
  const auto context = rpc::NewContext(client.remote());
  const auto second = client.stub().Count(context.get(), UpTo(1));
  EXPECT_FALSE(second->Read(&chunk));
  EXPECT_EQ(ReasonOf(rpc::FromGrpc(second->Finish())), "OVERLOADED");
  first_context->TryCancel();
  EXPECT_FALSE(first->Finish().ok());
}

TEST(Stream, EndsWithServiceAwayWhenTheServerStops) {
  RunningService service;
  const auto client = service.Client();
  const auto context = rpc::NewEndlessContext(client.remote());
  const auto stream = client.stub().Count(context.get(), UpTo(0));
  v1::CountResponse chunk;
  ASSERT_TRUE(stream->Read(&chunk));
  const absl::Time begin = absl::Now();
  service.server->Stop();
  while (stream->Read(&chunk)) continue;
  EXPECT_EQ(ReasonOf(rpc::FromGrpc(stream->Finish())), "SERVICE_AWAY");
  EXPECT_LT(absl::Now() - begin, absl::Seconds(5));  // it did not wait for stop_within
}

TEST(Stream, RefusesUnknownCallers) {
  const auth::StrictGate gate({});
  const RunningService service(gate);
  const auto client = service.Client();
  const auto context = rpc::NewContext(client.remote());
  const auto stream = client.stub().Count(context.get(), UpTo(1));
  v1::CountResponse chunk;
  EXPECT_FALSE(stream->Read(&chunk));
  EXPECT_EQ(ReasonOf(rpc::FromGrpc(stream->Finish())), "CALLER_UNKNOWN");
}

v1::SumRequest Number(int64_t number) {
  v1::SumRequest chunk;
  chunk.set_number(number);
  return chunk;
}

TEST(Receive, TakesEveryChunk) {
  const RunningService service;
  const auto client = service.Client();
  const auto context = rpc::NewContext(client.remote());
  v1::SumResponse response;
  const auto stream = client.stub().Sum(context.get(), &response);
  for (int i = 1; i <= 1000; ++i) ASSERT_TRUE(stream->Write(Number(i)));
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(response.sum(), 500500);
  EXPECT_FALSE(service.api.last_stream_cancelled);
}

TEST(Receive, AnswersAnEmptyStream) {
  const RunningService service;
  const auto client = service.Client();
  const auto context = rpc::NewContext(client.remote());
  v1::SumResponse response;
  const auto stream = client.stub().Sum(context.get(), &response);
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(Receive, MayFailBeforeTheStreamsEnd) {
  const RunningService service;
  const auto client = service.Client();
  const auto context = rpc::NewContext(client.remote());
  v1::SumResponse response;
  const auto stream = client.stub().Sum(context.get(), &response);
  stream->Write(Number(-1));
  EXPECT_EQ(ReasonOf(rpc::FromGrpc(stream->Finish())), "FIELD_INVALID");
}

TEST(Receive, TellsThatTheCallerHasGone) {
  const RunningService service;
  const auto client = service.Client();
  const auto context = rpc::NewEndlessContext(client.remote());
  v1::SumResponse response;
  const auto stream = client.stub().Sum(context.get(), &response);
  ASSERT_TRUE(stream->Write(Number(1)));
  absl::SleepFor(absl::Milliseconds(20));
  context->TryCancel();
  EXPECT_FALSE(stream->Finish().ok());
  Until([&] { return service.api.streams_ended == 1; });
  EXPECT_TRUE(service.api.last_stream_cancelled);
}

}  // namespace
}  // namespace bestand::testing
