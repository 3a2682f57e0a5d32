#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "common/rpc/admitted.h"
#include "common/rpc/call.h"
#include "common/rpc/runtime.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

namespace bestand::rpc {

// A unary call that no thread waits for: whoever holds it answers it when the answer is there, from any
// thread. The first answer counts. One that everybody lets go unanswered ends with INTERNAL_ERROR; a
// server does not stop before each is answered or let go. The caller learns of a passed deadline from its own
// side; here such a call ends with its answer, unworked. Threads may share it.
//
// gRPC's default reactor carries it: of all reactors it alone is ended on the thread that finishes it,
// while any other goes through one more thread.
template <class Request, class Response>
class Later final : public std::enable_shared_from_this<Later<Request, Response>> {
 public:
  // Made by AnswerLater alone.
  Later(Runtime& runtime, const grpc::CallbackServerContext& context, grpc::ServerUnaryReactor& reactor,
        const Request& request, Response& response)
      : runtime_(runtime),
        call_(runtime, context, *Request::descriptor()),
        reactor_(reactor),
        request_(request),
        response_(response) {}
  ~Later() { Fail(absl::InternalError("Nobody answered.")); }
  Later(const Later&) = delete;
  Later& operator=(const Later&) = delete;

  // Who calls; lives as long as the call.
  CallFacts facts() const { return call_.facts(); }

  // Runs `work`, as of AnswerNow, on this thread and sends what it says. Must not wait long.
  template <class Work>
  void Answer(const Work& work) {
    if (answered_.exchange(true)) return;
    Send(call_.Run([&] { return work(Call<Request, Response>{call_.facts(), request_, response_}); }));
  }

  // Answers on a thread of the executor, as rpc::Answer does; when that is full, with OVERLOADED.
  template <class Work>
  void AnswerOnExecutor(Work work) {
    auto task = [self = this->shared_from_this(), work = std::move(work)] { self->Answer(work); };
    if (!runtime_.executor().TryRun(std::move(task))) Fail(Overloaded());
  }

  // Answers with a failure.
  void Fail(const absl::Status& status) {
    if (!answered_.exchange(true)) Send(status);
  }

  // For AnswerLater: calls start(Later, Request), which sees to it that somebody answers; a failure of it
  // is the answer.
  template <class Start>
  void Begin(const Start& start) {
    const bool room = runtime_.BeginLater();
    const absl::Status status =
        room ? call_.Run([&] { return start(this->shared_from_this(), request_); }) : Overloaded();
    if (!status.ok()) Fail(status);
  }

 private:
  void Send(const absl::Status& status) {
    runtime_.EndLater();
    reactor_.Finish(call_.End(status));
  }

  Runtime& runtime_;
  const Admitted call_;
  grpc::ServerUnaryReactor& reactor_;
  const Request& request_;  // gone after the answer, as the next is
  Response& response_;
  std::atomic<bool> answered_ = false;
};

// Answers a unary method later: for what has to wait for something that many calls share. Calls
// start(std::shared_ptr<Later<Request, Response>>, const Request&) on gRPC's own thread; it must not wait,
// and returns a failure to end the call at once. Callers, scopes, exceptions, deadlines, metrics and logs
// are as with AnswerNow; at most as many calls wait as the executor could take, the next is OVERLOADED.
template <class Request, class Response, class Start>
grpc::ServerUnaryReactor* AnswerLater(Runtime& runtime, grpc::CallbackServerContext* context,
                                      const Request* request, Response* response, const Start& start) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  std::make_shared<Later<Request, Response>>(runtime, *context, *reactor, *request, *response)->Begin(start);
  return reactor;
}

}  // namespace bestand::rpc
