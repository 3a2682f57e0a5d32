#pragma once

#include <memory>
#include <utility>

#include "common/error/error.h"
#include "common/rpc/admitted.h"
#include "common/rpc/call.h"
#include "common/rpc/once.h"
#include "common/rpc/runtime.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

namespace bestand::rpc {

// Every unary method is one of those below. Each finds its RPC by the request's type, admits the
// caller (CALLER_UNKNOWN, SCOPE_MISSING; a method without a scope answers nobody), runs `work`,
// turns exceptions into INTERNAL_ERROR, counts, logs, and sends the status as ToGrpc does.
// `work` is called with a Call<Request, Response> and returns absl::Status.

// Answers on gRPC's own thread: for what memory knows, or one indexed read. Anything that may wait
// longer belongs into Answer.
template <class Request, class Response, class Work>
grpc::ServerUnaryReactor* AnswerNow(Runtime& runtime, grpc::CallbackServerContext* context,
                                    const Request* request, Response* response, const Work& work) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const Admitted call(runtime, *context, *Request::descriptor());
  reactor->Finish(call.End(call.Run([&] {
    return work(Call<Request, Response>{call.facts(), *request, *response});
  })));
  return reactor;
}

// What the following are made of: answers on a thread of `executor`.
template <class Request, class Response, class Work>
grpc::ServerUnaryReactor* AnswerOn(Executor& executor, Runtime& runtime, grpc::CallbackServerContext* context,
                                   const Request* request, Response* response, Work work) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const auto call = std::make_shared<const Admitted>(runtime, *context, *Request::descriptor());
  auto task = [call, reactor, request, response, work = std::move(work)] {
    reactor->Finish(call->End(call->Run([&] {
      return work(Call<Request, Response>{call->facts(), *request, *response});
    })));
  };
  if (!call->status().ok()) {
    reactor->Finish(call->End(call->status()));
  } else if (!executor.TryRun(std::move(task))) {
    reactor->Finish(call->End(Overloaded()));
  }
  return reactor;
}

// Answers on a thread of the bounded executor. When all are busy and the queue is full the call
// fails with OVERLOADED at once; a deadline that passes in the queue ends it with DEADLINE_PASSED
// before the work.
template <class Request, class Response, class Work>
grpc::ServerUnaryReactor* Answer(Runtime& runtime, grpc::CallbackServerContext* context,
                                 const Request* request, Response* response, Work work) {
  return AnswerOn(runtime.executor(), runtime, context, request, response, std::move(work));
}

// The same on threads kept for calls that wait for other services, so that those which wait for a slow one
// leave the others theirs. `work` keeps no session of the database while it waits.
template <class Request, class Response, class Work>
grpc::ServerUnaryReactor* AnswerWaiting(Runtime& runtime, grpc::CallbackServerContext* context,
                                        const Request* request, Response* response, Work work) {
  return AnswerOn(runtime.waiters(), runtime, context, request, response, std::move(work));
}

// Answers a mutation as Answer does, once for each `request_id`: the same request again gets the
// stored answer, another request under the same id fails with REQUEST_ID_REUSED. Without a
// request_id every call does the work. Only successes are stored.
template <class Request, class Response, class Work>
grpc::ServerUnaryReactor* AnswerOnce(Runtime& runtime, grpc::CallbackServerContext* context,
                                     const Request* request, Response* response, Work work) {
  return Answer(runtime, context, request, response,
                [&runtime, work = std::move(work)](const Call<Request, Response>& call) {
                  return Once(runtime, {call.request, call.request.request_id(), call.caller.name},
                              call.response, [&] { return work(call); });
                });
}

// The same for a mutation that needs other services' answers: `gather` asks them first, while nothing of
// the database is occupied, and returns StatusOr<T>; then `work`, called with the call and that T, decides
// and stores. A repeated request is not gathered for again, unless it comes while the first is under way;
// of such two only one works. Runs as AnswerWaiting.
template <class Request, class Response, class Gather, class Work>
grpc::ServerUnaryReactor* AnswerOnce(Runtime& runtime, grpc::CallbackServerContext* context,
                                     const Request* request, Response* response, Gather gather, Work work) {
  return AnswerWaiting(runtime, context, request, response,
                       [&runtime, gather = std::move(gather),
                        work = std::move(work)](const Call<Request, Response>& call) -> absl::Status {
                         const Attempt attempt{call.request, call.request.request_id(), call.caller.name};
                         ASSIGN_OR_RETURN(const bool answered, FindAnswer(runtime, attempt, call.response));
                         if (answered) return absl::OkStatus();
                         ASSIGN_OR_RETURN(const auto gathered, gather(call));
                         return Once(runtime, attempt, call.response, [&] { return work(call, gathered); });
                       });
}

}  // namespace bestand::rpc
