#pragma once

#include <atomic>
#include <thread>

namespace bestand::rpc {

// Blocks SIGTERM and SIGINT for this thread and all it starts; call it before the first thread.
void BlockStopSignals();

// Waits for SIGTERM or SIGINT and returns its number.
int WaitForStopSignal();

// Ends the process at once, with exit code 1, when a second stop signal comes while this lives.
class SecondSignal {
 public:
  SecondSignal();
  ~SecondSignal();

 private:
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

}  // namespace bestand::rpc
