#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/jobs/runner.h"
#include "services/scoring/domain/dormancy.h"
#include "services/scoring/domain/segments/profiles.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/segments/segment_store.h"

namespace bestand::scoring {

// Members of the last run who are not customers any more, by their segment.
struct GoneMembers {
  int32_t segment;
  int64_t customers, value_minor;
};

// All scored customers in columns, by id; about 300 bytes a customer with all that is added later.
struct CustomerTable {
  BehaviourColumns behaviour;  // without groups at first
  WorthColumns worth;
  std::vector<int32_t> first_day, last_day;
  std::vector<uint8_t> group;  // of the model's covariates
  std::vector<int64_t> first_value_minor, repeat_value_minor, purchase_value_minor;
  std::vector<uint8_t> awake;             // 1 for active or cooling: their silence is not too long yet
  std::vector<int32_t> first_group;       // product group of the first purchase day; 0 unknown
  std::vector<int32_t> last_segment;      // in the run before; 0: was not there
  std::vector<std::string> last_history;  // as SegmentMember::history; empty: was not there
  std::vector<GoneMembers> gone;

  size_t size() const { return behaviour.size(); }
  // The row of a customer; nothing for one without a score.
  std::optional<size_t> Find(std::string_view customer_id) const;
};

// Returns the customers of a score set with what the last run (none at first) said of them. Reports progress
// to `job`; fails with CANCELLED, with CONCURRENT_CHANGE when the set was removed meanwhile, and as the
// stores.
absl::StatusOr<CustomerTable> LoadCustomers(ScoreReader& scores, const ScoreSet& set, SegmentStore& segments,
                                            const std::optional<SegmentRun>& last, jobs::JobContext& job);

}  // namespace bestand::scoring
