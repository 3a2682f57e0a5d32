#include "common/rounds/rounds.h"

#include <gtest/gtest.h>

#include <atomic>

#include "absl/synchronization/notification.h"

namespace bestand {
namespace {

TEST(Rounds, WhatComesDuringARoundIsTheNextOne) {
  absl::Notification begun, go, done;
  std::vector<std::vector<int>> seen;
  Rounds<int> rounds([&](std::vector<int> items) {
    seen.push_back(std::move(items));
    if (seen.size() == 1) {
      begun.Notify();
      go.WaitForNotification();
    } else {
      done.Notify();
    }
  });
  rounds.Start();
  rounds.Add(1);
  begun.WaitForNotification();
  for (const int item : {2, 3, 4}) rounds.Add(item);
  go.Notify();
  done.WaitForNotification();
  EXPECT_TRUE(rounds.Stop().empty());
  EXPECT_EQ(seen, (std::vector<std::vector<int>>{{1}, {2, 3, 4}}));
}

TEST(Rounds, ManyThreadsLoseNothing) {
  constexpr int kThreads = 8, kEach = 5000;
  std::atomic<int64_t> sum = 0, items = 0;
  absl::Notification all;
  Rounds<int> rounds([&](const std::vector<int>& round) {
    for (const int item : round) sum += item;
    if ((items += static_cast<int64_t>(round.size())) == kThreads * kEach) all.Notify();
  });
  rounds.Start();
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int item = 1; item <= kEach; ++item) rounds.Add(item);
    });
  }
  for (std::thread& thread : threads) thread.join();
  all.WaitForNotification();
  EXPECT_EQ(sum, int64_t{kThreads} * kEach * (kEach + 1) / 2);
}

TEST(Rounds, WhoStillWaitsAtTheEndIsHandedBack) {
  Rounds<int> rounds([](const std::vector<int>&) { FAIL() << "never started"; });
  rounds.Add(7);
  EXPECT_EQ(rounds.Stop(), std::vector<int>{7});
}

TEST(Rounds, IdleRoundsComeByThemselves) {
  absl::Notification twice;
  int empty = 0;
  Rounds<int> rounds(
      [&](const std::vector<int>& items) {
        EXPECT_TRUE(items.empty());
        if (++empty == 2) twice.Notify();
      },
      std::chrono::milliseconds(5));
  rounds.Start();
  twice.WaitForNotification();
  rounds.Stop();
  EXPECT_GE(empty, 2);
}

}  // namespace
}  // namespace bestand
