#include "services/scoring/work/score_helper.h"

#include <condition_variable>
#include <mutex>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

void Pause(std::stop_token stop, absl::Duration duration) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, absl::ToChronoMilliseconds(duration), [] { return false; });
}

}  // namespace

ScoreHelper::ScoreHelper(const Parts& parts) : parts_(parts) {
  thread_ = std::jthread([this](std::stop_token stop) { Loop(std::move(stop)); });
}

void ScoreHelper::Loop(std::stop_token stop) {
  for (; !stop.stop_requested(); Pause(stop, parts_.poll)) {
    const absl::Status status = Help(stop);
    if (!status.ok() && !stop.stop_requested()) {
      parts_.logger.Warning("Helping with a scoring job failed", {{"reason", ReasonOf(status)}});
    }
  }
}

absl::Status ScoreHelper::Help(std::stop_token stop) {
  if (parts_.team.busy()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto set, parts_.writer.FindOpenSet());
  if (!set || stop.stop_requested()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto model, parts_.models.Find(set->model_id));
  return parts_.team.Work(
      {.set = *set, .model = *model, .stopped = [&] { return stop.stop_requested(); }, .finished = nullptr});
}

}  // namespace bestand::scoring
