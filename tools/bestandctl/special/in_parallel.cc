#include "tools/bestandctl/special/in_parallel.h"

#include <atomic>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

#include "common/error/error.h"
#include "tools/bestandctl/output/progress_bar.h"

namespace bestand::ctl {
namespace {

constexpr int kThreads = 4;

std::string KeyOf(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason.empty() ? absl::StatusCodeToString(status.code()) : reason;
}

}  // namespace

Tally InParallel(size_t count, const std::string& unit, const std::function<absl::Status(size_t)>& one) {
  Tally tally;
  ProgressBar bar;
  std::mutex mutex;
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < count; i = next++) {
      const absl::Status status = one(i);
      const std::lock_guard lock(mutex);
      status.ok() ? ++tally.done : ++tally.failed[KeyOf(status)];
      if (!status.ok()) tally.example = std::string(MessageOf(status));
      bar.Show(static_cast<int64_t>(i) + 1, static_cast<int64_t>(count), unit, "");
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return tally;
}

absl::Status WriteTally(const Tally& tally, const std::string& verb) {
  std::cout << verb << " " << tally.done << "\n";
  for (const auto& [reason, count] : tally.failed) std::cout << "failed " << count << "  " << reason << "\n";
  if (!tally.example.empty()) std::cout << "for example: " << tally.example << "\n";
  if (tally.done == 0 && !tally.failed.empty())
    return absl::FailedPreconditionError("Nothing went well; the reasons stand above.");
  return absl::OkStatus();
}

}  // namespace bestand::ctl
