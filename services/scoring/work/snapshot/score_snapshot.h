#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/snapshot/packed_scores.h"

namespace bestand::scoring {

// A customer's new score; nothing when there is none any more.
struct ScoreChange {
  std::string customer_id;
  std::optional<CustomerScore> score;
};

// One published set in memory: the scores as they were read, which never change, and over them the scores
// that were replaced since. Threads may share it.
class ScoreSnapshot {
 public:
  ScoreSnapshot(std::shared_ptr<const ScoreSet> set, PackedScores scores)
      : set_(std::move(set)), scores_(std::move(scores)) {}

  const std::shared_ptr<const ScoreSet>& set() const { return set_; }

  std::optional<CustomerScore> Find(std::string_view customer_id) const;

  // Returns at most `limit` scores by customer id, after a customer ("" from the start).
  std::vector<CustomerScore> List(std::string_view after, size_t limit) const;

  // Shows all customers, by id, as one moment's state: replacing waits meanwhile.
  void ForEach(absl::FunctionRef<void(const CustomerValue&)> show) const;

  void Replace(std::vector<ScoreChange> changes);

  size_t replaced() const;
  size_t size() const { return scores_.size(); }
  size_t bytes() const { return scores_.bytes(); }

  // Everything that was committed up to then is in it, and its set was the published one. The start of time
  // until it was set.
  absl::Time known_time() const { return absl::FromUnixMicros(known_micros_); }
  void set_known_time(absl::Time time) { known_micros_ = absl::ToUnixMicros(time); }

 private:
  using Replaced = std::map<std::string, std::optional<CustomerScore>, std::less<>>;
  // Walks both in the order of ids from after a customer until one of the two visitors returns false.
  void Walk(std::string_view after, absl::FunctionRef<bool(size_t)> row,
            absl::FunctionRef<bool(const CustomerScore&)> replaced) const;

  const std::shared_ptr<const ScoreSet> set_;
  const PackedScores scores_;
  mutable std::shared_mutex mutex_;
  Replaced replaced_;
  std::atomic<int64_t> known_micros_ = 0;
};

// What a CustomerScore means for the portfolio.
CustomerValue ValueOf(const CustomerScore& score);

}  // namespace bestand::scoring
