#include "services/consent/domain/memory/state_barrier.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "common/error/error.h"
#include "tests/support/standing_clock.h"

namespace bestand::consent {
namespace {

// A log whose reads come back when the test says so.
class HeldLog final : public StateLog {
 public:
  absl::StatusOr<StateNews> ReadAfter(int64_t) override {
    const absl::MutexLock lock(&mutex_);
    const int own = ++begun_;
    const auto released = [this, own]() { return released_ >= own; };
    mutex_.Await(absl::Condition(&released));
    if (away_) return Failure(absl::StatusCode::kUnavailable, "DATABASE_AWAY", "away");
    return StateNews{{own, absl::UnixEpoch()}, own, true, {}};
  }
  // Waits for a read to be under way.
  void AwaitBegun(int number) {
    const absl::MutexLock lock(&mutex_);
    const auto begun = [this, number]() { return begun_ >= number; };
    mutex_.Await(absl::Condition(&begun));
  }
  void Release(int upto) {
    const absl::MutexLock lock(&mutex_);
    released_ = upto;
  }
  void SetAway(bool away) {
    const absl::MutexLock lock(&mutex_);
    away_ = away;
  }
  int begun() {
    const absl::MutexLock lock(&mutex_);
    return begun_;
  }

 private:
  absl::Mutex mutex_;
  int begun_ = 0, released_ = 0;
  bool away_ = false;
};

constexpr int kAll = 1'000'000;

struct Barrier {
  ~Barrier() { log.Release(kAll); }
  // What the waiter numbered so was told: the number of the read.
  std::future<absl::StatusOr<int64_t>> Await() {
    const auto told = std::make_shared<std::promise<absl::StatusOr<int64_t>>>();
    barrier->Await([told](const absl::StatusOr<int64_t>& size) { told->set_value(size); });
    return told->get_future();
  }

  StandingClock clock{absl::UnixEpoch()};
  ContactCache cache{1000, clock};
  HeldLog log;
  std::unique_ptr<StateBarrier> barrier = std::make_unique<StateBarrier>(log, cache);
};

TEST(StateBarrier, AnswersByAReadThatBeganAfterTheQuestion) {
  Barrier barrier;
  barrier.barrier->Start();
  barrier.log.AwaitBegun(1);
  auto late = barrier.Await();  // while the first read is under way
  barrier.log.Release(1);
  barrier.log.AwaitBegun(2);
  EXPECT_EQ(late.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
  barrier.log.Release(2);
  EXPECT_EQ(late.get().value(), 2);
  EXPECT_EQ(barrier.cache.version(), 2);
}

TEST(StateBarrier, SharesOneReadAmongAllWhoWait) {
  Barrier barrier;
  barrier.barrier->Start();
  barrier.log.AwaitBegun(1);
  std::vector<std::future<absl::StatusOr<int64_t>>> all;
  for (int i = 0; i < 100; ++i) all.push_back(barrier.Await());
  barrier.log.Release(kAll);
  for (auto& one : all) EXPECT_EQ(one.get().value(), 2);
}

TEST(StateBarrier, TellsAFailureToAllWhoWaitMeanwhileAndRecovers) {
  Barrier barrier;
  barrier.log.SetAway(true);
  auto early = barrier.Await();
  barrier.barrier->Start();
  barrier.log.AwaitBegun(1);
  auto late = barrier.Await();
  barrier.log.Release(1);
  EXPECT_EQ(ReasonOf(early.get().status()), "DATABASE_AWAY");
  EXPECT_EQ(ReasonOf(late.get().status()), "DATABASE_AWAY");
  EXPECT_EQ(barrier.cache.version(), 0);
  barrier.log.SetAway(false);
  barrier.log.Release(kAll);
  EXPECT_TRUE(barrier.barrier->Wait().ok());
}

TEST(StateBarrier, StaysCloseWhenNobodyAsks) {
  Barrier barrier;
  barrier.log.Release(kAll);
  barrier.barrier->Start();
  barrier.log.AwaitBegun(2);  // a second later
}

TEST(StateBarrier, AnswersWhoStillWaitsWhenItEnds) {
  Barrier barrier;
  barrier.log.Release(1);
  barrier.barrier->Start();
  barrier.log.AwaitBegun(1);
  auto waiting = barrier.Await();
  barrier.log.AwaitBegun(2);
  auto late = barrier.Await();
  auto ended = std::async(std::launch::async, [&] { barrier.barrier.reset(); });
  absl::SleepFor(absl::Milliseconds(20));
  barrier.log.Release(kAll);
  ended.get();
  EXPECT_EQ(waiting.get().value(), 2);
  EXPECT_EQ(ReasonOf(late.get().status()), "SERVICE_AWAY");
}

// Every question is answered once, and never by a read that began before it.
TEST(StateBarrier, KeepsItsPromiseToManyThreads) {
  Barrier barrier;
  barrier.log.Release(kAll);
  barrier.barrier->Start();
  std::atomic<int> early = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) {
        const int before = barrier.log.begun();
        if (barrier.barrier->Wait().value() <= before) ++early;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(early, 0);
  EXPECT_LT(barrier.log.begun(), 2'100);
}

}  // namespace
}  // namespace bestand::consent
