#include "common/rpc/stop_signals.h"

#include <signal.h>
#include <unistd.h>

#include <ctime>

namespace bestand::rpc {
namespace {

constexpr long kLookNanoseconds = 50'000'000;

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

void BlockStopSignals() {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

int WaitForStopSignal() {
  const sigset_t signals = StopSignals();
  int signal = 0;
  sigwait(&signals, &signal);
  return signal;
}

SecondSignal::SecondSignal()
    : thread_([this] {
        const sigset_t signals = StopSignals();
        const timespec look{0, kLookNanoseconds};
        while (!done_) {
          if (sigtimedwait(&signals, nullptr, &look) > 0) _exit(1);
        }
      }) {}

SecondSignal::~SecondSignal() {
  done_ = true;
  thread_.join();
}

}  // namespace bestand::rpc
