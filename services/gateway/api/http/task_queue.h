#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace bestand::gateway {

// Runs connections on a fixed number of threads. When `most_waiting` wait already, the next one is not
// accepted before there is room; until then it waits in the kernel. Threads may share it.
class BoundedTaskQueue final : public httplib::TaskQueue {
 public:
  BoundedTaskQueue(int threads, size_t most_waiting);
  ~BoundedTaskQueue() override;

  void enqueue(std::function<void()> task) override;
  // Returns when all that was taken has been done.
  void shutdown() override;

 private:
  void Work();

  const size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable news_, room_;
  std::deque<std::function<void()>> waiting_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace bestand::gateway
