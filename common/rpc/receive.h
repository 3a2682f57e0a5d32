#pragma once

#include <utility>

#include "common/rpc/admitted.h"
#include "common/rpc/call.h"
#include "common/rpc/runtime.h"
#include "common/rpc/turn.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

namespace bestand::rpc {

// Where a consumer gets its chunks from. One thread at a time.
template <class Chunk>
class Reader {
 public:
  virtual ~Reader() = default;

  // Fills `chunk` with the next message; waits for it. Returns false at the end of the stream, and
  // when the caller has gone: cancelled() tells which.
  virtual bool Read(Chunk* chunk) = 0;

  // Says whether the caller has gone or the deadline has passed; then nobody hears the answer.
  virtual bool cancelled() const = 0;
};

template <class Chunk, class Response, class Consumer>
class ReceiveReactor final : public grpc::ServerReadReactor<Chunk>, public Reader<Chunk> {
 public:
  ReceiveReactor(Runtime& runtime, const grpc::CallbackServerContext& context, Response& response,
                 Consumer consumer)
      : context_(context),
        call_(runtime, context, *Chunk::descriptor()),
        response_(response),
        consumer_(std::move(consumer)) {
    if (!call_.status().ok()) {
      this->Finish(call_.End(call_.status()));
    } else if (!runtime.streams().TryRun([this] { Consume(); })) {
      this->Finish(call_.End(Overloaded()));
    }
  }

  bool Read(Chunk* chunk) override {
    return turn_.Take([&] { this->StartRead(chunk); });
  }
  bool cancelled() const override { return turn_.cancelled() || context_.IsCancelled(); }

  void OnReadDone(bool ok) override { turn_.End(ok); }
  void OnCancel() override { turn_.Cancel(); }
  void OnDone() override { delete this; }

 private:
  // After Finish the reactor may be gone.
  void Consume() {
    this->Finish(call_.End(call_.Run([&] {
      return consumer_(ReceiveCall<Response>{call_.facts(), response_}, static_cast<Reader<Chunk>&>(*this));
    })));
  }

  const grpc::CallbackServerContext& context_;
  const Admitted call_;
  Response& response_;
  Consumer consumer_;
  Turn turn_;
};

// Takes a stream of chunks: `consumer` is called with a ReceiveCall<Response> and a Reader<Chunk>& on
// a thread of the stream executor, and may wait; it fills the response and returns absl::Status. It
// may return before the stream's end. When all stream threads are busy: OVERLOADED at once.
//
//     return rpc::Receive<v1::ImportPurchasesRequest>(runtime_, context, response,
//         [this](const auto& call, rpc::Reader<v1::ImportPurchasesRequest>& reader) { … });
template <class Chunk, class Response, class Consumer>
grpc::ServerReadReactor<Chunk>* Receive(Runtime& runtime, grpc::CallbackServerContext* context,
                                        Response* response, Consumer consumer) {
  return new ReceiveReactor<Chunk, Response, Consumer>(runtime, *context, *response, std::move(consumer));
}

}  // namespace bestand::rpc
