#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "common/jobs/jobs.h"
#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "common/time/clock.h"
#include "services/scoring/work/customer_scorer.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// Keeps the published scores up to date: follows the changes of customer-profile and scores anew who bought,
// returned something or was addressed, on a thread of its own. Goes on by itself after any trouble, at the
// place it stored; several of them, in one process or many, do no harm. In a set whose as-of day was asked
// for, purchases after that day stay out.
//
// When customer-profile does not know the place (it forgot the changes, or its database was set back; the
// start of the stream too, once the first changes are forgotten), changes may have passed unseen: a scoring
// job like that of the published set is created to renew all scores, and the log warns.
//
// A customer who cannot be scored (amounts in another currency, a history that contradicts itself) keeps the
// old score; the log and scoring_rescore_skipped_total tell.
class Follower {
 public:
  struct Parts {
    ChangeSource& changes;
    SummarySource& summaries;
    ModelStore& models;
    ScoreReader& reader;
    FollowStore& store;
    jobs::Jobs& jobs;
    const Clock& clock;
    const log::Logger& logger;
    metrics::Metrics& metrics;
    absl::Duration retry = absl::Seconds(1);  // after a failure
  };
  explicit Follower(Parts parts);
  // Stops and waits for the thread.
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  // Looks at once which set is published now. Does not wait.
  void Restart();

 private:
  // What is needed to score for one set; made anew when another set is published.
  struct Desk {
    std::shared_ptr<const ScoreSet> set;
    std::shared_ptr<const FittedModel> model;
    CustomerScorer scorer;
  };

  void Loop(std::stop_token stop);
  absl::Status FollowOnce(std::stop_token stop);
  absl::Status Take(FollowPlace& place, const ChangeChunk& chunk);
  absl::StatusOr<Rescored> Rescore(std::span<const std::string> customer_ids);
  absl::Status RescoreInto(std::span<const std::string> customer_ids, Rescored& rescored);
  absl::Status StartAnew(const FollowPlace& place, const std::string& oldest);
  absl::Status OpenDesk(int32_t set_number);
  void Count(const Rescored& rescored);
  void Pause(std::stop_token stop, absl::Duration duration) const;

  Parts parts_;
  std::unique_ptr<Desk> desk_;
  std::mutex mutex_;
  std::stop_source round_;  // ends one FollowOnce
  std::jthread thread_;
};

}  // namespace bestand::scoring
