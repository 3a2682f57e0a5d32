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
// thread. The first answer counts. When the deadline passes or the caller goes before that, the call ends
// by itself, with DEADLINE_PASSED or CANCELLED, and later answers come to nothing. Threads may share it.
template <class Request, class Response>
class Later final : public grpc::ServerUnaryReactor,
                    public std::enable_shared_from_this<Later<Request, Response>> {
 public:
  // Made by AnswerLater alone.
  Later(Runtime& runtime, grpc::CallbackServerContext& context, const Request& request, Response& response)
      : runtime_(runtime),
        call_(runtime, context, *Request::descriptor()),
        request_(request),
        response_(response) {}

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

  // The rest is for AnswerLater and gRPC.

  // Calls start(Later, Request), which sees to it that somebody answers; a failure of it is the answer.
  template <class Start>
  void Begin(const Start& start) {
    self_ = this->shared_from_this();
    const bool room = runtime_.BeginLater();
    const absl::Status status = room ? call_.Run([&] { return start(self_, request_); }) : Overloaded();
    if (!status.ok()) Fail(status);
  }

  void OnCancel() override {
    Fail(call_.Run([] { return absl::CancelledError(); }));
  }
  void OnDone() override { self_.reset(); }

 private:
  void Send(const absl::Status& status) {
    runtime_.EndLater();
    Finish(call_.End(status));
  }

  Runtime& runtime_;
  const Admitted call_;
  const Request& request_;  // gone after the answer, as the next is
  Response& response_;
  std::atomic<bool> answered_ = false;
  std::shared_ptr<Later> self_;  // until gRPC is done with it
};

// Answers a unary method later: for what has to wait for something that many calls share. Calls
// start(std::shared_ptr<Later<Request, Response>>, const Request&) on gRPC's own thread; it must not wait,
// and returns a failure to end the call at once. Callers, scopes, exceptions, deadlines, metrics and logs
// are as with AnswerNow; at most as many calls wait as the executor could take, the next is OVERLOADED.
template <class Request, class Response, class Start>
grpc::ServerUnaryReactor* AnswerLater(Runtime& runtime, grpc::CallbackServerContext* context,
                                      const Request* request, Response* response, const Start& start) {
  const auto later = std::make_shared<Later<Request, Response>>(runtime, *context, *request, *response);
  later->Begin(start);
  return later.get();
}

}  // namespace bestand::rpc
