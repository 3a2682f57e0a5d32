#include "tools/load/closed_loop.h"

#include <algorithm>
#include <thread>

#include "absl/time/clock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"

namespace bestand::load {
namespace {

// A call under way; its address is the tag.
struct Call {
  grpc::ClientContext context;
  grpc::ByteBuffer answer;
  grpc::Status status;
  absl::Time begin;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
};

// One channel with its thread.
class Loop {
 public:
  Loop(const Plan& plan, int number, absl::Time begin)
      : plan_(plan),
        next_(static_cast<size_t>(number) * 7919),
        left_(plan.most_calls),
        begin_(begin),
        end_(begin + plan.measured) {
    grpc::ChannelArguments arguments;
    arguments.SetInt("bestand.load.channel", number);  // otherwise equal channels share one connection
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    stub_ = std::make_unique<grpc::GenericStub>(
        grpc::CreateCustomChannel(plan.target, grpc::InsecureChannelCredentials(), arguments));
    for (const std::string& request : plan.requests) {
      const grpc::Slice slice(request);
      requests_.emplace_back(&slice, 1);
    }
  }

  void Run() {
    for (int i = 0; i < plan_.in_flight; ++i) Start();
    void* tag = nullptr;
    for (bool ok = false; under_way_ > 0 && queue_.Next(&tag, &ok);)
      End(std::unique_ptr<Call>(static_cast<Call*>(tag)));
  }

  absl::Time last() const { return last_; }
  const std::vector<double>& latencies_us() const { return latencies_us_; }
  int64_t failures() const { return failures_; }
  const std::string& first_failure() const { return first_failure_; }

 private:
  void Start() {
    if (left_-- <= 0) return;
    auto* call = new Call;
    call->begin = absl::Now();
    call->reader =
        stub_->PrepareUnaryCall(&call->context, plan_.method, requests_[next_++ % requests_.size()], &queue_);
    call->reader->StartCall();
    call->reader->Finish(&call->answer, &call->status, call);
    ++under_way_;
  }

  void End(std::unique_ptr<Call> call) {
    --under_way_;
    const absl::Time now = absl::Now();
    if (now >= begin_ && now < end_) Count(*call, now);
    if (now < end_) Start();
  }

  void Count(const Call& call, absl::Time now) {
    last_ = now;
    latencies_us_.push_back(absl::ToDoubleMicroseconds(now - call.begin));
    if (call.status.ok()) return;
    if (failures_++ == 0) first_failure_ = call.status.error_message();
  }

  const Plan& plan_;
  size_t next_;
  int64_t left_;  // calls to start
  const absl::Time begin_, end_;
  absl::Time last_ = begin_;  // when the last counted call ended
  std::unique_ptr<grpc::GenericStub> stub_;
  std::vector<grpc::ByteBuffer> requests_;
  grpc::CompletionQueue queue_;
  int under_way_ = 0;
  std::vector<double> latencies_us_;
  int64_t failures_ = 0;
  std::string first_failure_;
};

double Quantile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

void Gather(const Loop& loop, std::vector<double>& latencies_us, Figures& figures) {
  latencies_us.insert(latencies_us.end(), loop.latencies_us().begin(), loop.latencies_us().end());
  figures.failures += loop.failures();
  if (figures.first_failure.empty()) figures.first_failure = loop.first_failure();
}

}  // namespace

Figures RunClosedLoop(const Plan& plan) {
  const absl::Time begin = absl::Now() + plan.warm_up;
  std::vector<std::unique_ptr<Loop>> loops;
  for (int i = 0; i < plan.channels; ++i) loops.push_back(std::make_unique<Loop>(plan, i, begin));
  std::vector<std::thread> threads;
  for (const auto& loop : loops) threads.emplace_back([&loop] { loop->Run(); });
  for (std::thread& thread : threads) thread.join();
  Figures figures;
  std::vector<double> latencies_us;
  absl::Time end = begin;
  for (const auto& loop : loops) {
    Gather(*loop, latencies_us, figures);
    end = std::max(end, loop->last());
  }
  figures.calls = static_cast<int64_t>(latencies_us.size());
  figures.calls_per_second = static_cast<double>(figures.calls) /
                             absl::ToDoubleSeconds(std::max(end - begin, absl::Milliseconds(1)));
  figures.p50_us = Quantile(latencies_us, 0.50);
  figures.p99_us = Quantile(latencies_us, 0.99);
  return figures;
}

}  // namespace bestand::load
