#include "common/rpc/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"

namespace bestand::rpc {
namespace {

TEST(Executor, RunsEverythingItTook) {
  std::atomic<int> done = 0;
  std::atomic<int> taken = 0;
  {
    Executor executor(4, 100);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 1000; ++i) taken += executor.TryRun([&] { ++done; }) ? 1 : 0;
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(done, taken);
  EXPECT_GT(taken, 0);
}

TEST(Executor, RefusesWhatItCannotQueue) {
  absl::Notification go_on;
  Executor executor(1, 2);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(executor.TryRun([&] { go_on.WaitForNotification(); }));
  EXPECT_FALSE(executor.TryRun([] {}));
  go_on.Notify();
}

TEST(Executor, WithoutAQueueTakesOneTaskAThread) {
  absl::Notification go_on;
  Executor executor(2, 0);
  EXPECT_TRUE(executor.TryRun([&] { go_on.WaitForNotification(); }));
  EXPECT_TRUE(executor.TryRun([&] { go_on.WaitForNotification(); }));
  EXPECT_FALSE(executor.TryRun([] {}));
  go_on.Notify();
}

TEST(Executor, TakesNothingAfterDrain) {
  Executor executor(1, 1);
  executor.Drain();
  EXPECT_FALSE(executor.TryRun([] {}));
}

}  // namespace
}  // namespace bestand::rpc
