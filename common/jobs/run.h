#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "common/jobs/runner.h"

namespace bestand::jobs {

// Says whether the same may succeed a little later.
bool IsTransient(const absl::Status& failure);

// One claimed job in work: gives signs of life from a thread of its own for as long as it lives.
class Run : public JobContext {
 public:
  struct Claim {
    Job job;
    std::string owner;  // a UUID of this attempt; others' writes are told apart by it
    RunnerOptions options;
  };

  Run(storage::Database& database, Claim claim, std::stop_token stop);

  const Job& job() const override { return claim_.job; }
  void Report(const Progress& progress) override;
  bool Cancelled() const override { return asked_to_stop_ || lost_ || stop_.stop_requested(); }
  absl::Status Checkpoint(std::string_view bytes) override;
  const std::string& LastCheckpoint() const override { return claim_.job.checkpoint; }

  bool asked_to_stop() const { return asked_to_stop_; }  // by a cancel
  bool lost() const { return lost_; }                    // to another worker

  // Stops the signs of life, then writes the last progress and the end; or lets the job go.
  absl::Status End(JobState state, const absl::Status& error, std::string_view result);
  absl::Status Release();

 private:
  void Pulse(std::stop_token stop);
  void StopPulse();
  absl::Status Beat();
  absl::Status WriteProgress(storage::Session& session, const Progress& progress);
  void Learn(const storage::Rows& states);

  storage::Database& database_;
  Claim claim_;
  const std::stop_token stop_;
  std::atomic<bool> asked_to_stop_;
  std::atomic<bool> lost_ = false;
  std::mutex mutex_;
  std::condition_variable_any ended_;
  Progress progress_;  // as reported
  Progress written_;
  absl::Time last_beat_;
  std::jthread pulse_;
};

}  // namespace bestand::jobs
