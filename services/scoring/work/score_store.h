#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/scoring/domain/dormancy.h"
#include "services/scoring/work/customer_score.h"

namespace bestand::scoring {

// How up to date an answer is.
struct Freshness {
  std::optional<absl::Time> known_time;  // everything that was committed by then is in it; now if unset
  bool stale = false;                    // that is longer ago than promised: the database is away
};

// A score with the set it belongs to.
struct FoundScore {
  std::shared_ptr<const ScoreSet> set;
  CustomerScore score;
  Freshness freshness{};
};

// The answer to a question about many customers: one set for all of them.
struct FoundScores {
  std::shared_ptr<const ScoreSet> set;
  std::vector<std::optional<CustomerScore>> scores;  // in the order asked
  Freshness freshness{};
};

// One page of a set by value at risk, most first, then by customer id, last first.
struct AtRiskPage {
  int32_t set_number = 0;
  std::vector<DormancyState> states;
  int64_t below_minor = std::numeric_limits<int64_t>::max();  // value and customer of the last row before
  std::string after;
  int limit = 50;
};

// SCORE_UNKNOWN for this customer.
absl::Status ScoreUnknown(std::string_view customer_id);

// SCORE_SET_UNKNOWN for this set.
absl::Status ScoreSetUnknown(int32_t number);

// What one customer means for the portfolio; minor units.
struct CustomerValue {
  std::string_view customer_id;
  DormancyState state;
  int64_t clv_60_months_minor;
  int64_t total_value_minor;           // so far
  int64_t first_purchase_value_minor;  // what is not from repeat purchase days, >= 0: that of the first
                                       // purchase day less what came back on days without a purchase
  int64_t purchase_value_minor;        // expected of a purchase day
};

// What readers ask of the published set. Threads may share it.
class ScoreReader {
 public:
  virtual ~ScoreReader() = default;

  // How up to date List and Published are.
  virtual Freshness FreshnessNow() const { return {}; }

  // Returns the published set. Fails with NO_SCORES.
  virtual absl::StatusOr<std::shared_ptr<const ScoreSet>> Published() = 0;

  // Returns the score in the published set; one indexed read. Fails with NO_SCORES or SCORE_UNKNOWN (fact
  // `customer`).
  virtual absl::StatusOr<FoundScore> Find(std::string_view customer_id) = 0;

  // The same for many, all from one set. Fails with NO_SCORES.
  virtual absl::StatusOr<FoundScores> FindMany(std::span<const std::string> customer_ids) = 0;

  // The same in a set that is published or was; what was scored anew after another was published is not in
  // it. Fails with SCORE_SET_UNKNOWN (fact `score_set`) or SCORE_UNKNOWN.
  virtual absl::StatusOr<FoundScore> FindIn(int32_t set_number, std::string_view customer_id) = 0;

  // Returns the set of that number. Fails with CONCURRENT_CHANGE when it is gone: start again.
  virtual absl::StatusOr<std::shared_ptr<const ScoreSet>> FindSet(int32_t number) = 0;

  // Returns at most `limit` sets below a number that are published or were, the newest first.
  virtual absl::StatusOr<std::vector<ScoreSet>> ListSets(int32_t below, int limit) = 0;

  // Returns at most `limit` scores of a set by customer id, after a customer ("" from the start).
  virtual absl::StatusOr<std::vector<CustomerScore>> List(int32_t set_number, std::string_view after,
                                                          int limit) = 0;
  virtual absl::StatusOr<std::vector<CustomerScore>> ListAtRisk(const AtRiskPage& page) = 0;

  // Shows all customers of a set in no order, as one snapshot.
  virtual absl::Status ReadValues(int32_t set_number, absl::FunctionRef<void(const CustomerValue&)> show) = 0;
};

// A stretch of buckets of a set that is being written: [first_bucket, end_bucket).
struct ScorePart {
  int first_bucket = 0;
  int end_bucket = 0;
};

// How far a set is.
struct SetProgress {
  int open_parts = 0;     // not done yet
  int64_t customers = 0;  // in those that are
};

// What a scoring job does. A set is written in parts that any number of processes share: each claims parts
// for some time, and stores a part whole or not at all. Threads may share it.
class ScoreWriter {
 public:
  virtual ~ScoreWriter() = default;

  // Returns the set of the job, in whatever state, so that a job goes on after a crash; begins it with the
  // rest of `set` if there is none. Its number is new, readers see nothing of it.
  virtual absl::StatusOr<ScoreSet> Begin(const ScoreSet& set) = 0;

  // Claims a part that is not done and that nobody claimed within the last `lease`; nothing when there is
  // none or the set's job was stopped.
  virtual absl::StatusOr<std::optional<ScorePart>> ClaimPart(int32_t set_number, absl::Duration lease) = 0;

  // Lets somebody else claim it at once.
  virtual absl::Status ReleasePart(int32_t set_number, const ScorePart& part) = 0;

  // Stores the scores of a part, in one transaction; does nothing when somebody did before, or when the set
  // is not being written any more.
  virtual absl::Status FinishPart(int32_t set_number, const ScorePart& part,
                                  std::span<const CustomerScore> scores) = 0;

  virtual absl::StatusOr<SetProgress> Progress(int32_t set_number) = 0;

  // Returns the oldest set of a running job with a part to claim.
  virtual absl::StatusOr<std::optional<ScoreSet>> FindOpenSet() = 0;

  // Makes the set the one that readers see, by one changed row, and has the changes followed again that came
  // since it was begun; calls `then` in the same transaction. Does nothing when it was published before.
  // Fails with CONCURRENT_CHANGE when it is not whole or was removed.
  virtual absl::Status Publish(const ScoreSet& set, absl::FunctionRef<absl::Status()> then) = 0;

  // Removes all sets but the `kept` that were published last and those of living jobs, in small transactions.
  // May take seconds; can be broken off and called again, also by several at once.
  virtual absl::Status RemoveOldSets(int kept) = 0;
};

// Where following the changes stands.
struct FollowPlace {
  int32_t set_number = 0;  // whose scores are kept up to date; 0 for none yet
  std::string cursor;      // up to here changes are worked off
};

// New scores of customers whose purchases changed.
struct Rescored {
  std::vector<CustomerScore> scores;
  std::vector<std::string> without_score;  // customers who have no purchases any more
};

// What the follower does. Threads may share it.
class FollowStore {
 public:
  virtual ~FollowStore() = default;

  virtual absl::StatusOr<FollowPlace> Place() = 0;

  // Replaces scores in the set of `place` and moves the place to `next_cursor`, both or neither. Fails with
  // CONCURRENT_CHANGE when another set was published or somebody else moved the place: ask for it again.
  virtual absl::Status Apply(const FollowPlace& place, const Rescored& rescored,
                             const std::string& next_cursor) = 0;

  // Moves the place to the start of the change stream and calls `then`, all in one transaction. Fails as
  // Apply.
  virtual absl::Status StartAnew(const FollowPlace& place, absl::FunctionRef<absl::Status()> then) = 0;
};

}  // namespace bestand::scoring
