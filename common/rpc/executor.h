#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace bestand::rpc {

// A fixed number of threads and a queue with an end. Threads may share it.
class Executor {
 public:
  // `threads` >= 1; `queue` >= 0 is how many tasks may wait for a thread.
  Executor(int threads, int queue);
  // Finishes what was taken.
  ~Executor();

  // Takes the task, or returns false when the queue is full or the executor is drained. Tasks must
  // not throw. Does not wait.
  bool TryRun(std::function<void()> task);

  // Takes nothing more and returns when everything taken is done.
  void Drain();

  // How many tasks wait.
  size_t waiting() const;

 private:
  void Work();

  const size_t capacity_;  // running and waiting
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  size_t busy_ = 0;
  bool draining_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace bestand::rpc
