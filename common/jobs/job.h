#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace bestand::jobs {

// As bestand.common.v1.JobState, with the same numbers.
enum class JobState { kPending = 1, kRunning, kCancelling, kSucceeded, kFailed, kCancelled };

// Says whether a job in this state will never change again.
inline bool HasEnded(JobState state) { return state >= JobState::kSucceeded; }

// How far a job has come.
struct Progress {
  int64_t done = 0;
  int64_t total = 0;     // 0 while unknown
  std::string unit;      // plural: "customers"
  std::string activity;  // for a person: "Fitting BG/NBD"
  std::optional<absl::Time> expected_end;

  bool operator==(const Progress&) const = default;
};

// A long piece of work, as it is stored.
struct Job {
  std::string id;          // a UUID
  std::string kind;        // which handler does it: "fit"
  std::string parameters;  // any bytes; the handler knows them
  JobState state = JobState::kPending;
  Progress progress;
  absl::Status error;   // set only in kFailed; with its reason
  std::string creator;  // who asked
  absl::Time create_time;
  std::optional<absl::Time> start_time;
  std::optional<absl::Time> end_time;
  std::string checkpoint;  // what the handler last kept, for going on after a crash
  std::string result;      // what the handler returned; set only in kSucceeded
  int64_t updates = 0;     // grows with every visible change
};

}  // namespace bestand::jobs
