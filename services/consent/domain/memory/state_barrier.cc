#include "services/consent/domain/memory/state_barrier.h"

#include <chrono>
#include <future>
#include <utility>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

constexpr std::chrono::seconds kIdle(1);

absl::Status Stopped() {
  return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "The service stops; connect again.");
}

}  // namespace

StateBarrier::~StateBarrier() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  for (const Then& then : waiting_) then(Stopped());
}

void StateBarrier::Start() {
  thread_ = std::thread([this] { Loop(); });
}

void StateBarrier::Await(Then then) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(then));
  }
  wake_.notify_one();
}

absl::StatusOr<int64_t> StateBarrier::Wait() {
  std::promise<absl::StatusOr<int64_t>> done;
  Await([&](const absl::StatusOr<int64_t>& log_size) { done.set_value(log_size); });
  return done.get_future().get();
}

void StateBarrier::Loop() {
  do {
    std::vector<Then> round = Take();
    const absl::StatusOr<int64_t> log_size = Read();
    for (const Then& then : round) then(log_size);
    if (log_size.ok()) continue;
    // Who came while the read failed need not wait for the next one to fail.
    for (const Then& then : Take()) then(log_size);
  } while (AwaitNext());
}

std::vector<StateBarrier::Then> StateBarrier::Take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(waiting_, {});
}

bool StateBarrier::AwaitNext() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kIdle, [this] { return stopped_ || !waiting_.empty(); });
  return !stopped_;
}

absl::StatusOr<int64_t> StateBarrier::Read() {
  ASSIGN_OR_RETURN(const StateNews news, log_.ReadAfter(cache_.version()));
  cache_.Apply(news);
  return news.log_size;
}

}  // namespace bestand::consent
