#include "common/rpc/later.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "tests/common/rpc/running_service.h"

namespace bestand::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Answered = std::future<absl::StatusOr<v1::DeferResponse>>;

Answered StartDefer(const RunningService& service, absl::Duration within = absl::Seconds(30),
                    const std::string& what = "ok") {
  return std::async(std::launch::async, [&service, within, what] {
    v1::DeferRequest request;
    request.set_what(what);
    return service.Client("", "crm").Call(&Stub::Defer, request, within);
  });
}

TEST(AnswerLater, AnswersFromAnotherThreadWithCallerAndDeadline) {
  RunningService service;
  Answered answered = StartDefer(service);
  auto calls = service.api.AwaitDeferred(1);
  std::thread([&] { TestingApi::AnswerAs(*calls[0], "ok"); }).join();
  const auto answer = answered.get();
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->caller(), "crm");
  EXPECT_NEAR(answer->seconds_left(), 30, 5);
  EXPECT_THAT(service.metrics.Text(), HasSubstr("TestingService/Defer"));
  EXPECT_THAT(service.lines.Joined(), HasSubstr("TestingService/Defer"));
}

TEST(AnswerLater, HoldsNoThreadMeanwhile) {
  RunningService service(RunningService::kLoopback, {1, 20, 1});
  std::vector<Answered> answered;
  for (int i = 0; i < 20; ++i) answered.push_back(StartDefer(service));
  const auto calls = service.api.AwaitDeferred(20);
  v1::ReadRequest read;
  EXPECT_TRUE(service.Client().Call(&Stub::Read, read).ok());
  for (const auto& call : calls) TestingApi::AnswerAs(*call, "ok");
  for (Answered& one : answered) EXPECT_TRUE(one.get().ok());
}

TEST(AnswerLater, EndsACallAtOnceThatFailsAtItsStart) {
  RunningService service;
  EXPECT_EQ(ReasonOf(StartDefer(service, absl::Seconds(30), "violate").get().status()), "FIELD_INVALID");
  EXPECT_EQ(ReasonOf(StartDefer(service, absl::Seconds(30), "throw").get().status()), "INTERNAL_ERROR");
}

TEST(AnswerLater, AdmitsCallersAsEveryMethodDoes) {
  const auth::StrictGate gate({{{"stranger", {auth::DigestOf("key")}, {}, {"testing.change"}}}});
  const RunningService service(gate);
  const auto call = [&](const std::string& key) {
    return ReasonOf(service.Client(key).Call(&Stub::Defer, v1::DeferRequest()).status());
  };
  EXPECT_EQ(call("wrong key"), "CALLER_UNKNOWN");
  EXPECT_EQ(call("key"), "SCOPE_MISSING");
}

TEST(AnswerLater, PassesFailuresOnAndHidesExceptions) {
  RunningService service;
  for (const auto& [what, reason] : {std::pair("fail", "CUSTOMER_UNKNOWN"), {"throw", "INTERNAL_ERROR"}}) {
    Answered answered = StartDefer(service);
    TestingApi::AnswerAs(*service.api.AwaitDeferred(1)[0], what);
    const absl::Status status = answered.get().status();
    EXPECT_EQ(ReasonOf(status), reason);
    EXPECT_THAT(std::string(MessageOf(status)), Not(HasSubstr("secret")));
  }
  Answered answered = StartDefer(service);
  service.api.AwaitDeferred(1)[0]->Fail(rpc::Overloaded());
  EXPECT_EQ(ReasonOf(answered.get().status()), "OVERLOADED");
}

TEST(AnswerLater, CountsTheFirstAnswerAlone) {
  RunningService service;
  Answered answered = StartDefer(service);
  const auto calls = service.api.AwaitDeferred(1);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { TestingApi::AnswerAs(*calls[0], "ok"); });
  for (std::thread& thread : threads) thread.join();
  calls[0]->AnswerOnExecutor([](const auto&) { return absl::OkStatus(); });
  calls[0]->Fail(rpc::Overloaded());
  EXPECT_TRUE(answered.get().ok());
}

TEST(AnswerLater, DoesNoWorkForACallWhoseDeadlinePassed) {
  RunningService service;
  Answered answered = StartDefer(service, absl::Milliseconds(200));
  const auto calls = service.api.AwaitDeferred(1);
  EXPECT_EQ(answered.get().status().code(), absl::StatusCode::kDeadlineExceeded);
  absl::SleepFor(
      absl::Milliseconds(100));  // the server's deadline is that much later as the call took to come
  bool worked = false;
  calls[0]->Answer([&](const auto&) {
    worked = true;
    return absl::OkStatus();
  });
  EXPECT_FALSE(worked);
  EXPECT_THAT(service.lines.Joined(), HasSubstr("DEADLINE_EXCEEDED"));
}

TEST(AnswerLater, RefusesAtOnceWhenTooManyWait) {
  RunningService service(RunningService::kLoopback, {1, 2, 1});
  std::vector<Answered> answered;
  for (int i = 0; i < 3; ++i) answered.push_back(StartDefer(service));
  const auto calls = service.api.AwaitDeferred(3);
  EXPECT_EQ(ReasonOf(StartDefer(service).get().status()), "OVERLOADED");
  for (const auto& call : calls) TestingApi::AnswerAs(*call, "ok");
  for (Answered& one : answered) EXPECT_TRUE(one.get().ok());
  Answered more = StartDefer(service);  // there is room again
  TestingApi::AnswerAs(*service.api.AwaitDeferred(1)[0], "ok");
  EXPECT_TRUE(more.get().ok());
}

TEST(AnswerLater, AnswersOnTheExecutorWhileThatHasRoom) {
  RunningService service;
  Answered answered = StartDefer(service);
  service.api.AwaitDeferred(1)[0]->AnswerOnExecutor([](const auto& call) {
    call.response.set_caller("executor");
    return absl::OkStatus();
  });
  EXPECT_EQ(answered.get()->caller(), "executor");
  service.runtime.executor().Drain();
  answered = StartDefer(service);
  service.api.AwaitDeferred(1)[0]->AnswerOnExecutor([](const auto&) { return absl::OkStatus(); });
  EXPECT_EQ(ReasonOf(answered.get().status()), "OVERLOADED");
}

TEST(AnswerLater, EndsACallThatEverybodyLetGo) {
  RunningService service(RunningService::kLoopback, {1, 1, 1});
  for (int i = 0; i < 3; ++i) {  // more than may wait at once
    Answered answered = StartDefer(service);
    service.api.AwaitDeferred(1).clear();
    EXPECT_EQ(ReasonOf(answered.get().status()), "INTERNAL_ERROR");
  }
}

}  // namespace
}  // namespace bestand::testing
