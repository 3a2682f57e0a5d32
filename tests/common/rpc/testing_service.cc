#include "tests/common/rpc/testing_service.h"

#include <stdexcept>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/time/deadline.h"
#include "common/validate/violations.h"

namespace bestand::testing {
namespace {

// As a batch of 1,000 wrong names is answered, one of them an endless one.
absl::Status ManyViolations() {
  Violations found;
  found.Add(std::string(5000, 'f'), std::string(5000, 'd'));
  for (int i = 1; i < 1000; ++i) found.UnlessName(Indexed("customers", i), "Bad Name", "customers/*");
  return found.ToStatus();
}

absl::Status Do(const std::string& what) {
  if (what == "throw") throw std::runtime_error("secret@example.test");
  if (what == "throw int") throw 42;
  if (what == "library") return absl::InternalError("secret@example.test");
  if (what == "violate") return InvalidFields({{"customer", "is missing"}, {"what", "is wrong"}});
  if (what == "violate often") return ManyViolations();
  if (what == "fail at length") {
    return Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN", "ü" + std::string(9000, 'x'),
                   {{"customer", std::string(9000, 'y')}});
  }
  if (what == "fail") {
    return Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN", "There is no such customer; import it.",
                   {{"customer", "customers/x"}});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> MemoryReplays::Once(const idempotency::ReplayKey& key,
                                                const std::function<absl::StatusOr<std::string>()>& work) {
  const absl::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(const auto known, Look(key));
  if (known.has_value()) return *known;
  ASSIGN_OR_RETURN(const std::string answer, work());
  kept_[key.caller + " " + key.request_id] = {key.fingerprint + key.method, answer};
  return answer;
}

absl::StatusOr<std::optional<std::string>> MemoryReplays::Find(const idempotency::ReplayKey& key) {
  const absl::MutexLock lock(&mutex_);
  return Look(key);
}

absl::StatusOr<std::optional<std::string>> MemoryReplays::Look(const idempotency::ReplayKey& key) {
  const auto found = kept_.find(key.caller + " " + key.request_id);
  if (found == kept_.end()) return std::nullopt;
  if (found->second.fingerprint == key.fingerprint + key.method) return found->second.answer;
  return Failure(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED", "Use a new request id.");
}

grpc::ServerUnaryReactor* TestingApi::Read(grpc::CallbackServerContext* context,
                                           const v1::ReadRequest* request, v1::ReadResponse* response) {
  return rpc::AnswerNow(runtime_, context, request, response, [](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Do(call.request.what()));
    call.response.set_caller(call.caller.name);
    call.response.set_trace_id(call.trace_id);
    call.response.set_seconds_left(absl::ToDoubleSeconds(CurrentDeadline() - absl::Now()));
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* TestingApi::Wait(grpc::CallbackServerContext* context,
                                           const v1::WaitRequest* request, v1::WaitResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto&) {
    ++waits;
    go_on.WaitForNotification();
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* TestingApi::Defer(grpc::CallbackServerContext* context,
                                            const v1::DeferRequest* request, v1::DeferResponse* response) {
  const auto start = [this](const std::shared_ptr<Deferred>& later, const auto& given) -> absl::Status {
    RETURN_IF_ERROR(Do(given.what()));
    const absl::MutexLock lock(&mutex_);
    deferred_.push_back(later);
    return absl::OkStatus();
  };
  return rpc::AnswerLater(runtime_, context, request, response, start);
}

std::vector<std::shared_ptr<TestingApi::Deferred>> TestingApi::AwaitDeferred(size_t count) {
  const absl::MutexLock lock(&mutex_);
  const auto there = [&]() { return deferred_.size() >= count; };
  mutex_.Await(absl::Condition(&there));
  return std::exchange(deferred_, {});
}

void TestingApi::AnswerAs(Deferred& call, const std::string& what) {
  call.Answer([&](const auto& answered) -> absl::Status {
    RETURN_IF_ERROR(Do(what));
    answered.response.set_caller(answered.caller.name);
    answered.response.set_seconds_left(absl::ToDoubleSeconds(CurrentDeadline() - absl::Now()));
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* TestingApi::Change(grpc::CallbackServerContext* context,
                                             const v1::ChangeRequest* request, v1::ChangeResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    call.response.set_number(++changes);
    return Do(call.request.what());
  });
}

grpc::ServerUnaryReactor* TestingApi::Arrange(grpc::CallbackServerContext* context,
                                              const v1::ArrangeRequest* request,
                                              v1::ArrangeResponse* response) {
  return rpc::AnswerOnce(
      runtime_, context, request, response,
      [this](const auto& call) -> absl::StatusOr<std::string> {
        ++waits;
        if (call.request.what() == "wait") go_on.WaitForNotification();
        RETURN_IF_ERROR(Do(call.request.what()));
        return "gathered for " + call.request.what();
      },
      [this](const auto& call, const std::string& gathered) -> absl::Status {
        call.response.set_number(++changes);
        call.response.set_gathered(gathered);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* TestingApi::Unscoped(grpc::CallbackServerContext* context,
                                               const v1::UnscopedRequest* request,
                                               v1::UnscopedResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [](const auto&) { return absl::OkStatus(); });
}

grpc::ServerWriteReactor<v1::CountResponse>* TestingApi::Count(grpc::CallbackServerContext* context,
                                                               const v1::CountRequest* request) {
  return rpc::Stream<v1::CountResponse>(
      runtime_, context, request,
      [this](const auto& call, rpc::Writer<v1::CountResponse>& writer) -> absl::Status {
        v1::CountResponse chunk;
        const int64_t most = call.request.most();
        bool more = true;
        for (int64_t i = 1; more && (most == 0 || i <= most); ++i) {
          chunk.set_number(i);
          more = writer.Write(chunk) && (most > 0 || writer.Pause(absl::Milliseconds(10)));
        }
        last_stream_cancelled = writer.cancelled();
        ++streams_ended;
        return most < 0 ? Do("fail") : absl::OkStatus();
      });
}

grpc::ServerReadReactor<v1::SumRequest>* TestingApi::Sum(grpc::CallbackServerContext* context,
                                                         v1::SumResponse* response) {
  return rpc::Receive<v1::SumRequest>(
      runtime_, context, response,
      [this](const auto& call, rpc::Reader<v1::SumRequest>& reader) -> absl::Status {
        v1::SumRequest chunk;
        int64_t sum = 0;
        while (reader.Read(&chunk)) {
          if (chunk.number() < 0) return Do("violate");
          sum += chunk.number();
        }
        last_stream_cancelled = reader.cancelled();
        ++streams_ended;
        call.response.set_sum(sum);
        return absl::OkStatus();
      });
}

}  // namespace bestand::testing
