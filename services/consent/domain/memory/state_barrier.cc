#include "services/consent/domain/memory/state_barrier.h"

#include <chrono>
#include <future>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

constexpr std::chrono::seconds kIdle(1);

absl::Status Stopped() {
  return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "The service stops; connect again.");
}

}  // namespace

StateBarrier::StateBarrier(StateLog& log, ContactCache& cache)
    : log_(log), cache_(cache), rounds_([this](const std::vector<Then>& round) { Answer(round); }, kIdle) {}

StateBarrier::~StateBarrier() {
  for (const Then& then : rounds_.Stop()) then(Stopped());
}

absl::StatusOr<int64_t> StateBarrier::Wait() {
  std::promise<absl::StatusOr<int64_t>> done;
  Await([&](const absl::StatusOr<int64_t>& log_size) { done.set_value(log_size); });
  return done.get_future().get();
}

void StateBarrier::Answer(const std::vector<Then>& round) {
  const absl::StatusOr<int64_t> log_size = Read();
  for (const Then& then : round) then(log_size);
  if (log_size.ok()) return;
  // Who came while the read failed need not wait for the next one to fail.
  for (const Then& then : rounds_.TakeWaiting()) then(log_size);
}

absl::StatusOr<int64_t> StateBarrier::Read() {
  ASSIGN_OR_RETURN(const StateNews news, log_.ReadAfter(cache_.version()));
  cache_.Apply(news);
  return news.log_size;
}

}  // namespace bestand::consent
