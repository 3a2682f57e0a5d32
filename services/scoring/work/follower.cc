#include "services/scoring/work/follower.h"

#include <condition_variable>
#include <iterator>

#include "common/error/error.h"
#include "services/scoring/work/requests.h"

namespace bestand::scoring {
namespace {

// Trouble that passes; everything else lies in the customer's data.
bool Passes(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsAborted(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status) || absl::IsCancelled(status);
}

}  // namespace

Follower::Follower(Parts parts) : parts_(std::move(parts)) {
  thread_ = std::jthread([this](std::stop_token stop) { Loop(std::move(stop)); });
}

Follower::~Follower() {
  thread_.request_stop();
  Restart();
}

void Follower::Restart() {
  const std::lock_guard lock(mutex_);
  round_.request_stop();
}

void Follower::Loop(std::stop_token stop) {
  while (!stop.stop_requested()) {
    std::stop_token round;
    {
      const std::lock_guard lock(mutex_);
      round_ = std::stop_source();
      round = round_.get_token();
    }
    if (stop.stop_requested()) return;
    const absl::Status status = FollowOnce(round);
    if (round.stop_requested() || absl::IsAborted(status)) continue;
    if (!status.ok()) {
      parts_.logger.Warning("Following the changes failed; trying again", {{"reason", ReasonOf(status)}});
    }
    Pause(stop, parts_.retry);
  }
}

absl::Status Follower::FollowOnce(std::stop_token stop) {
  ASSIGN_OR_RETURN(FollowPlace place, parts_.store.Place());
  RETURN_IF_ERROR(OpenDesk(place.set_number));
  const absl::Status status =
      parts_.changes.Follow(place.cursor, stop, [&](const ChangeChunk& chunk) { return Take(place, chunk); });
  const std::string oldest = FactsOf(status)["oldest_cursor"];
  if (ReasonOf(status) != "CURSOR_UNKNOWN" || (place.cursor.empty() && oldest.empty())) return status;
  return StartAnew(place, oldest);
}

absl::Status Follower::StartAnew(const FollowPlace& place, const std::string& oldest) {
  std::string job;
  RETURN_IF_ERROR(parts_.store.StartAnew(place, [&]() -> absl::Status {
    // The stream does not reach back to its start any more; the job sees what it has forgotten.
    if (!oldest.empty()) RETURN_IF_ERROR(parts_.store.Apply({place.set_number, ""}, {}, oldest));
    if (desk_ == nullptr) return absl::OkStatus();  // nothing scored, nothing missed
    ASSIGN_OR_RETURN(
        const jobs::Job created,
        parts_.jobs.Create(
            {.kind = kScoringJob, .parameters = Encode(RequestLike(*desk_->set)), .creator = "scoring"}));
    job = created.id;
    return absl::OkStatus();
  }));
  parts_.logger.Warning(
      "customer-profile does not know the place in the change stream: changes may be missing from the "
      "scores. Following starts anew; a scoring job, if there were scores, renews them.",
      {{"job", job}});
  return absl::OkStatus();
}

absl::Status Follower::Take(FollowPlace& place, const ChangeChunk& chunk) {
  Rescored rescored;
  if (desk_ != nullptr && !chunk.customer_ids.empty()) {
    ASSIGN_OR_RETURN(rescored, Rescore(chunk.customer_ids));
  }
  RETURN_IF_ERROR(parts_.store.Apply(place, rescored, chunk.next_cursor));
  place.cursor = chunk.next_cursor;
  Count(rescored);
  return absl::OkStatus();
}

// All at once; when something is wrong with one of them, one by one without the wrong ones.
absl::StatusOr<Rescored> Follower::Rescore(std::span<const std::string> customer_ids) {
  Rescored rescored;
  const absl::Status together = RescoreInto(customer_ids, rescored);
  if (together.ok()) return rescored;
  if (Passes(together)) return together;
  rescored = {};
  for (const std::string& customer_id : customer_ids) {
    const absl::Status alone = RescoreInto({&customer_id, 1}, rescored);
    if (Passes(alone)) return alone;
    if (alone.ok()) continue;
    parts_.logger.Error("A customer could not be scored anew", {{"reason", ReasonOf(alone)}});
    parts_.metrics.CounterOf({"scoring_rescore_skipped_total", "Customers that could not be scored anew"})
        .Increment();
  }
  return rescored;
}

absl::Status Follower::RescoreInto(std::span<const std::string> customer_ids, Rescored& rescored) {
  ASSIGN_OR_RETURN(auto found, parts_.summaries.Find(
                                   customer_ids, {desk_->model->currency.code, desk_->set->counted_until(),
                                                  desk_->model->UsesCovariates()}));
  std::vector<Summary> summaries;
  std::vector<std::string> without_score;
  for (size_t i = 0; i < found.size(); ++i) {
    if (found[i]) {
      summaries.push_back(*std::move(found[i]));
    } else {
      without_score.push_back(customer_ids[i]);
    }
  }
  ASSIGN_OR_RETURN(auto scores, desk_->scorer.Score(summaries, desk_->set->as_of_day, parts_.clock.Now()));
  std::move(scores.begin(), scores.end(), std::back_inserter(rescored.scores));
  std::move(without_score.begin(), without_score.end(), std::back_inserter(rescored.without_score));
  return absl::OkStatus();
}

absl::Status Follower::OpenDesk(int32_t set_number) {
  if (desk_ != nullptr && desk_->set->number == set_number) return absl::OkStatus();
  desk_.reset();
  if (set_number == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(auto set, parts_.reader.FindSet(set_number));
  ASSIGN_OR_RETURN(auto model, parts_.models.Find(set->model_id));
  ASSIGN_OR_RETURN(CustomerScorer scorer, CustomerScorer::Make(*model, set->settings));
  desk_ = std::make_unique<Desk>(Desk{std::move(set), std::move(model), std::move(scorer)});
  return absl::OkStatus();
}

void Follower::Count(const Rescored& rescored) {
  parts_.metrics.CounterOf({"scoring_rescored_total", "Customers scored anew after a change"})
      .Increment(static_cast<double>(rescored.scores.size()));
}

void Follower::Pause(std::stop_token stop, absl::Duration duration) const {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, absl::ToChronoMilliseconds(duration), [] { return false; });
}

}  // namespace bestand::scoring
