#include "common/rpc/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/rpc/current_call.h"
#include "common/rpc/once.h"
#include "common/time/deadline.h"
#include "tests/common/rpc/running_service.h"

namespace bestand::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

v1::ReadRequest Read(const std::string& what) {
  v1::ReadRequest request;
  request.set_what(what);
  return request;
}

v1::ChangeRequest Change(const std::string& request_id, const std::string& what = "ok") {
  v1::ChangeRequest request;
  request.set_request_id(request_id);
  request.set_what(what);
  return request;
}

constexpr char kUuid[] = "123e4567-e89b-42d3-a456-426614174000";

auth::Policy OneReader() {
  return {{{"reader", {auth::DigestOf("key")}, {}, {"testing.read"}},
           {"master", {auth::DigestOf("master key")}, {}, {"*"}}}};
}

TEST(AnswerNow, AnswersWithCallerTraceAndDeadline) {
  const RunningService service;
  const std::string trace_id(32, 'a');
  const rpc::TraceScope trace(trace_id);
  const auto answer = service.Client("", "crm").Call(&Stub::Read, Read("ok"), absl::Seconds(30));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->caller(), "crm");
  EXPECT_EQ(answer->trace_id(), trace_id);
  EXPECT_NEAR(answer->seconds_left(), 30, 2);
}

TEST(AnswerNow, CallsWithinTheDeadlineOfTheCallBeingAnswered) {
  const RunningService service;
  const DeadlineScope deadline(absl::Now() + absl::Seconds(3));
  const auto answer = service.Client().Call(&Stub::Read, Read("ok"), absl::Seconds(30));
  ASSERT_TRUE(answer.ok());
  EXPECT_LT(answer->seconds_left(), 3.5);  // gRPC rounds up what it sends
}

TEST(AnswerNow, PassesReasonFactsAndMessageOn) {
  const RunningService service;
  const absl::Status status = service.Client().Call(&Stub::Read, Read("fail")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(status), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(FactsOf(status).at("customer"), "customers/x");
  EXPECT_EQ(MessageOf(status), "There is no such customer; import it.");
}

TEST(AnswerNow, PassesAllViolationsOn) {
  const RunningService service;
  const absl::Status status = service.Client().Call(&Stub::Read, Read("violate")).status();
  EXPECT_EQ(ReasonOf(status), "FIELD_INVALID");
  ASSERT_EQ(ViolationsOf(status).size(), 2u);
  EXPECT_EQ(ViolationsOf(status)[1].description, "is wrong");
}

TEST(AnswerNow, BringsAFailureOfAThousandViolationsThroughTheTransport) {
  const RunningService service;
  const absl::Status status = service.Client().Call(&Stub::Read, Read("violate often")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "FIELD_INVALID");
  EXPECT_EQ(FactsOf(status)["violations"], "1000");
  EXPECT_GE(ViolationsOf(status).size(), 20u);
  EXPECT_LE(ViolationsOf(status).size(), 50u);
  EXPECT_EQ(ViolationsOf(status)[1].field, "customers[1]");
  EXPECT_EQ(ViolationsOf(status)[1].description, "is not a name of the form customers/*");
}

TEST(AnswerNow, BringsALongFailureThroughTheTransport) {
  const RunningService service;
  const absl::Status status = service.Client().Call(&Stub::Read, Read("fail at length")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(status), "CUSTOMER_UNKNOWN");
  EXPECT_THAT(std::string(MessageOf(status)), AllOf(HasSubstr("üxxx"), HasSubstr("x…")));
}

TEST(AnswerNow, TurnsExceptionsIntoInternalErrorsWithoutTheirText) {
  const RunningService service;
  for (const char* what : {"throw", "throw int", "library"}) {
    const absl::Status status = service.Client().Call(&Stub::Read, Read(what)).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInternal) << what;
    EXPECT_EQ(ReasonOf(status), "INTERNAL_ERROR") << what;
    EXPECT_THAT(std::string(MessageOf(status)), Not(HasSubstr("secret"))) << what;
  }
  EXPECT_THAT(service.lines.Joined(), AllOf(HasSubstr("runtime_error"), Not(HasSubstr("secret"))));
}

TEST(AnswerNow, LogsMethodCallerCodeAndTrace) {
  const RunningService service;
  (void)service.Client("", "crm").Call(&Stub::Read, Read("fail"));
  EXPECT_THAT(service.lines.Joined(),
              AllOf(HasSubstr("\"method\":\"bestand.testing.v1.TestingService/Read\""),
                    HasSubstr("\"caller\":\"crm\""), HasSubstr("\"code\":\"NOT_FOUND\""),
                    HasSubstr("\"reason\":\"CUSTOMER_UNKNOWN\""), HasSubstr("\"trace_id\":\"")));
}

TEST(AnswerNow, CountsCallsByMethodAndCode) {
  const RunningService service;
  (void)service.Client().Call(&Stub::Read, Read("ok"));
  (void)service.Client().Call(&Stub::Read, Read("fail"));
  EXPECT_THAT(
      service.metrics.Text(),
      AllOf(HasSubstr("rpc_server_duration_seconds_count{code=\"NOT_FOUND\",method=\"bestand.testing.v1."
                      "TestingService/Read\"} 1"),
            HasSubstr("rpc_server_duration_seconds_count{code=\"OK\",method=\"bestand.testing.v1."
                      "TestingService/Read\"} 1")));
}

TEST(Answer, RefusesUnknownCallers) {
  const auth::StrictGate gate(OneReader());
  const RunningService service(gate);
  for (const char* key : {"", "wrong key"}) {
    const absl::Status status = service.Client(key, "reader").Call(&Stub::Read, Read("ok")).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated);
    EXPECT_EQ(ReasonOf(status), "CALLER_UNKNOWN");
  }
  EXPECT_TRUE(service.Client("key").Call(&Stub::Read, Read("ok")).ok());
}

TEST(Answer, RefusesACallerWithoutTheScope) {
  const auth::StrictGate gate(OneReader());
  const RunningService service(gate);
  const absl::Status status = service.Client("key").Call(&Stub::Change, Change("")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ReasonOf(status), "SCOPE_MISSING");
  EXPECT_EQ(FactsOf(status).at("scope"), "testing.change");
  EXPECT_EQ(service.api.changes, 0);
}

TEST(Answer, AnswersNobodyWhereTheMethodHasNoScope) {
  const auth::StrictGate gate(OneReader());
  const RunningService service(gate);
  const absl::Status status =
      service.Client("master key").Call(&Stub::Unscoped, v1::UnscopedRequest()).status();
  EXPECT_EQ(ReasonOf(status), "SCOPE_MISSING");
  const RunningService open;
  EXPECT_EQ(ReasonOf(open.Client().Call(&Stub::Unscoped, v1::UnscopedRequest()).status()), "SCOPE_MISSING");
}

// Starts a Wait on a thread of its own.
std::future<absl::Status> StartWait(const RunningService& service, absl::Duration timeout) {
  return std::async(std::launch::async, [&service, timeout] {
    return service.Client().Call(&Stub::Wait, v1::WaitRequest(), timeout).status();
  });
}

void Until(const std::function<bool()>& holds) {
  for (int i = 0; i < 5000 && !holds(); ++i) absl::SleepFor(absl::Milliseconds(2));
  ASSERT_TRUE(holds());
}

TEST(Answer, RefusesAtOnceWhenThreadsAndQueueAreFull) {
  RunningService service(RunningService::kLoopback, {1, 1, 1});
  auto running = StartWait(service, absl::Seconds(30));
  Until([&] { return service.api.waits == 1; });
  auto queued = StartWait(service, absl::Seconds(30));
  Until([&] { return service.runtime.executor().waiting() == 1; });
  const absl::Status status =
      service.Client().Call(&Stub::Wait, v1::WaitRequest(), absl::Seconds(30)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(status), "OVERLOADED");
  service.api.go_on.Notify();
  EXPECT_TRUE(running.get().ok());
  EXPECT_TRUE(queued.get().ok());
}

TEST(Answer, DropsACallWhoseDeadlinePassedInTheQueue) {
  RunningService service(RunningService::kLoopback, {1, 4, 1});
  auto running = StartWait(service, absl::Seconds(30));
  Until([&] { return service.api.waits == 1; });
  EXPECT_EQ(StartWait(service, absl::Milliseconds(50)).get().code(), absl::StatusCode::kDeadlineExceeded);
  absl::SleepFor(absl::Milliseconds(20));
  service.api.go_on.Notify();
  EXPECT_TRUE(running.get().ok());
  Until([&] {
    return service.lines.Joined().find("DEADLINE_PASSED") != std::string::npos ||
           service.lines.Joined().find("CANCELLED") != std::string::npos;
  });
  EXPECT_EQ(service.api.waits, 1);
}

TEST(AnswerOnce, GivesARepeatedRequestTheStoredAnswer) {
  const RunningService service;
  const auto first = service.Client().Call(&Stub::Change, Change(kUuid));
  const auto again = service.Client().Call(&Stub::Change, Change(kUuid));
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->number(), 1);
  EXPECT_EQ(again->number(), 1);
  EXPECT_EQ(service.api.changes, 1);
}

TEST(AnswerOnce, RefusesAnotherRequestUnderTheSameId) {
  const RunningService service;
  ASSERT_TRUE(service.Client().Call(&Stub::Change, Change(kUuid)).ok());
  const absl::Status status = service.Client().Call(&Stub::Change, Change(kUuid, "other")).status();
  EXPECT_EQ(ReasonOf(status), "REQUEST_ID_REUSED");
  EXPECT_EQ(service.api.changes, 1);
}

TEST(AnswerOnce, KeepsRequestIdsOfCallersApart) {
  const RunningService service;
  EXPECT_EQ(service.Client("", "a").Call(&Stub::Change, Change(kUuid))->number(), 1);
  EXPECT_EQ(service.Client("", "b").Call(&Stub::Change, Change(kUuid))->number(), 2);
}

TEST(AnswerOnce, StoresNoFailure) {
  const RunningService service;
  EXPECT_EQ(ReasonOf(service.Client().Call(&Stub::Change, Change(kUuid, "fail")).status()),
            "CUSTOMER_UNKNOWN");
  EXPECT_TRUE(service.Client().Call(&Stub::Change, Change(kUuid)).ok());
}

TEST(AnswerOnce, WorksEachTimeWithoutARequestId) {
  const RunningService service;
  EXPECT_EQ(service.Client().Call(&Stub::Change, Change(""))->number(), 1);
  EXPECT_EQ(service.Client().Call(&Stub::Change, Change(""))->number(), 2);
}

TEST(AnswerOnce, ProtectsEvenUnderAnIdThatIsNoUuid) {
  const RunningService service;
  EXPECT_EQ(service.Client().Call(&Stub::Change, Change("mine"))->number(), 1);
  EXPECT_EQ(service.Client().Call(&Stub::Change, Change("mine"))->number(), 1);
}

v1::ArrangeRequest Arrange(const std::string& request_id, const std::string& what = "ok") {
  v1::ArrangeRequest request;
  request.set_request_id(request_id);
  request.set_what(what);
  return request;
}

TEST(AnswerOnceGathered, GathersAndWorksForTheFirstOnly) {
  const RunningService service;
  const auto first = service.Client().Call(&Stub::Arrange, Arrange(kUuid));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->gathered(), "gathered for ok");
  EXPECT_EQ(service.Client().Call(&Stub::Arrange, Arrange(kUuid))->number(), 1);
  EXPECT_EQ(service.api.waits, 1);
  EXPECT_EQ(service.api.changes, 1);
  EXPECT_EQ(ReasonOf(service.Client().Call(&Stub::Arrange, Arrange(kUuid, "other")).status()),
            "REQUEST_ID_REUSED");
}

TEST(AnswerOnceGathered, WorksEachTimeWithoutARequestId) {
  const RunningService service;
  EXPECT_EQ(service.Client().Call(&Stub::Arrange, Arrange(""))->number(), 1);
  EXPECT_EQ(service.Client().Call(&Stub::Arrange, Arrange(""))->number(), 2);
}

TEST(AnswerOnceGathered, StoresNothingWhenGatheringFails) {
  const RunningService service;
  EXPECT_EQ(ReasonOf(service.Client().Call(&Stub::Arrange, Arrange(kUuid, "fail")).status()),
            "CUSTOMER_UNKNOWN");
  EXPECT_EQ(service.api.changes, 0);
  EXPECT_TRUE(service.Client().Call(&Stub::Arrange, Arrange(kUuid)).ok());
}

// MemoryReplays lets one in at a time, as one session would.
TEST(AnswerOnceGathered, OccupiesNothingWhileItGathersAndGivesTwoAtTheSameTimeOneAnswer) {
  RunningService service(RunningService::kLoopback, {1, 4, 1});
  const auto arrange = [&service] {
    return service.Client().Call(&Stub::Arrange, Arrange(kUuid, "wait"), absl::Seconds(30));
  };
  // One thread answers all the others.
  auto first = std::async(std::launch::async, arrange), second = std::async(std::launch::async, arrange);
  Until([&] { return service.api.waits == 2; });
  const auto meanwhile = service.Client().Call(&Stub::Change, Change("another", "fail"), absl::Seconds(5));
  EXPECT_EQ(ReasonOf(meanwhile.status()), "CUSTOMER_UNKNOWN");
  service.api.changes = 0;
  service.api.go_on.Notify();
  EXPECT_EQ(first.get()->number(), 1);
  EXPECT_EQ(second.get()->number(), 1);
  EXPECT_EQ(service.api.changes, 1);
}

// As the database does when it rolls work back because another's answer came first.
class OthersAnswer : public idempotency::Replays {
 public:
  absl::StatusOr<std::string> Once(const idempotency::ReplayKey&,
                                   const std::function<absl::StatusOr<std::string>()>& work) override {
    work().IgnoreError();
    v1::ChangeResponse kept;
    kept.set_number(42);
    return kept.SerializeAsString();
  }
  absl::StatusOr<std::optional<std::string>> Find(const idempotency::ReplayKey&) override {
    return std::nullopt;
  }
};

TEST(Once, AnswersWithWhatWasKeptNotWithWhatWasRolledBack) {
  log::Logger logger("testing", log::Level::kError, [](std::string_view) {});
  metrics::Metrics metrics;
  OthersAnswer replays;
  rpc::Runtime runtime({RunningService::kLoopback, logger, metrics, &replays, {1, 1, 1}});
  const v1::ChangeRequest request = Change(kUuid);
  v1::ChangeResponse response;
  const absl::Status status = rpc::Once(runtime, {request, kUuid, "me"}, response, [&] {
    response.set_number(1);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(response.number(), 42);
}

TEST(Server, RefusesMessagesBeyondItsLimit) {
  const RunningService service;
  const absl::Status status = service.Client().Call(&Stub::Read, Read(std::string(10 << 20, 'x'))).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace bestand::testing
