#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace bestand {

// Does work for many at once, on a thread of its own: what comes while a round is under way waits, and all
// of it is the next round. Nobody waits for others to come, so that one alone is served at once; the more
// come together, the less each costs. What a round reads is at least as new as each of its items. Threads
// may share it.
template <class Item>
class Rounds {
 public:
  // Given all that waited; empty in a round of `idle`. Must not throw.
  using Work = std::function<void(std::vector<Item> items)>;

  // With `idle` a round comes at once and then whenever nothing came for so long.
  explicit Rounds(Work work, std::optional<std::chrono::milliseconds> idle = std::nullopt)
      : work_(std::move(work)), idle_(idle) {}
  ~Rounds() { Stop(); }
  Rounds(const Rounds&) = delete;
  Rounds& operator=(const Rounds&) = delete;

  void Start() {
    thread_ = std::thread([this] { Loop(); });
  }

  // Does not wait.
  void Add(Item item) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(item));
    }
    wake_.notify_one();
  }

  // Returns what waits for the next round, which it then is not in.
  std::vector<Item> TakeWaiting() {
    const std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
  }

  // Ends the thread after the round under way; returns what still waits.
  std::vector<Item> Stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
    return TakeWaiting();
  }

 private:
  void Loop() {
    if (idle_.has_value()) work_({});
    while (AwaitNext()) work_(TakeWaiting());
  }

  // Returns whether another round is to come.
  bool AwaitNext() {
    std::unique_lock lock(mutex_);
    const auto ready = [this] { return stopped_ || !waiting_.empty(); };
    if (idle_.has_value()) {
      wake_.wait_for(lock, *idle_, ready);
    } else {
      wake_.wait(lock, ready);
    }
    return !stopped_;
  }

  const Work work_;
  const std::optional<std::chrono::milliseconds> idle_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Item> waiting_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace bestand
