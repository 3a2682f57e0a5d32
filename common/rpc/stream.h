#pragma once

#include <utility>

#include "common/error/error.h"
#include "common/rpc/admitted.h"
#include "common/rpc/call.h"
#include "common/rpc/runtime.h"
#include "common/rpc/turn.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

namespace bestand::rpc {

// Where a producer puts its chunks. One thread at a time.
template <class Chunk>
class Writer {
 public:
  virtual ~Writer() = default;

  // Sends one chunk (about 1,000 rows, below 256 KiB) and waits until it is on its way; the chunk may
  // then be cleared and refilled. Returns false when the caller has gone or the deadline has passed:
  // stop then.
  virtual bool Write(const Chunk& chunk) = 0;

  // Waits for news. Returns false when the caller has gone or the server stops: return then. A stream
  // that ends so because the server stops ends with SERVICE_AWAY, so that the caller connects again.
  virtual bool Pause(absl::Duration duration) = 0;

  // Says whether the caller has gone.
  virtual bool cancelled() const = 0;
};

template <class Chunk, class Request, class Producer>
class StreamReactor final : public grpc::ServerWriteReactor<Chunk>, public Writer<Chunk> {
 public:
  StreamReactor(Runtime& runtime, const grpc::CallbackServerContext& context, const Request& request,
                Producer producer)
      : runtime_(runtime),
        call_(runtime, context, *Request::descriptor()),
        request_(request),
        producer_(std::move(producer)) {
    if (!call_.status().ok()) {
      this->Finish(call_.End(call_.status()));
    } else if (!runtime.streams().TryRun([this] { Produce(); })) {
      this->Finish(call_.End(Overloaded()));
    }
  }

  bool Write(const Chunk& chunk) override {
    return turn_.Take([&] { this->StartWrite(&chunk); });
  }
  bool Pause(absl::Duration duration) override {
    if (turn_.Pause(duration, [this] { return runtime_.stopping(); })) return true;
    ended_by_stop_ = !turn_.cancelled();
    return false;
  }
  bool cancelled() const override { return turn_.cancelled(); }

  void OnWriteDone(bool ok) override { turn_.End(ok); }
  void OnCancel() override { turn_.Cancel(); }
  void OnDone() override { delete this; }

 private:
  // After Finish the reactor may be gone.
  void Produce() {
    this->Finish(call_.End(call_.Run([&]() -> absl::Status {
      const StreamCall<Request> call{call_.facts(), request_};
      RETURN_IF_ERROR(producer_(call, static_cast<Writer<Chunk>&>(*this)));
      return ended_by_stop_ ? ServerStops() : absl::OkStatus();
    })));
  }

  Runtime& runtime_;
  const Admitted call_;
  const Request& request_;
  Producer producer_;
  Turn turn_;
  bool ended_by_stop_ = false;
};

// Answers with a stream of chunks: `producer` is called with a StreamCall<Request> and a
// Writer<Chunk>& on a thread of the stream executor, and may wait; it returns absl::Status, which
// ends the stream. When all stream threads are busy the call fails with OVERLOADED at once.
//
//     return rpc::Stream<v1::StreamScoresResponse>(runtime_, context, request,
//         [this](const auto& call, rpc::Writer<v1::StreamScoresResponse>& writer) { … });
template <class Chunk, class Request, class Producer>
grpc::ServerWriteReactor<Chunk>* Stream(Runtime& runtime, grpc::CallbackServerContext* context,
                                        const Request* request, Producer producer) {
  return new StreamReactor<Chunk, Request, Producer>(runtime, *context, *request, std::move(producer));
}

}  // namespace bestand::rpc
