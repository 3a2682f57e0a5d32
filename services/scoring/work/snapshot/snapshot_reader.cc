#include "services/scoring/work/snapshot/snapshot_reader.h"

#include "absl/time/clock.h"
#include "common/error/error.h"

namespace bestand::scoring {
namespace {

// The database's own trouble, unlike an answer such as "no such score".
bool Failed(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsResourceExhausted(status);
}

absl::StatusOr<FoundScore> FindScore(const ScoreSnapshot& snapshot, std::string_view customer_id,
                                     const Freshness& freshness) {
  auto score = snapshot.Find(customer_id);
  if (!score) return ScoreUnknown(customer_id);
  return FoundScore{snapshot.set(), *std::move(score), freshness};
}

FoundScores FindScores(const ScoreSnapshot& snapshot, std::span<const std::string> customer_ids,
                       const Freshness& freshness) {
  FoundScores found{.set = snapshot.set(), .scores = {}, .freshness = freshness};
  found.scores.reserve(customer_ids.size());
  for (const std::string& id : customer_ids) found.scores.push_back(snapshot.Find(id));
  return found;
}

}  // namespace

Freshness SnapshotReader::FreshnessNow() const {
  const Snapshot snapshot = keeper_.Current();
  return AnswersFirst(snapshot) ? FreshnessOf(*snapshot) : Freshness{};
}

absl::StatusOr<std::shared_ptr<const ScoreSet>> SnapshotReader::Published() {
  const Snapshot snapshot = keeper_.Current();
  if (AnswersFirst(snapshot)) return snapshot->set();
  auto set = database_.Published();
  if (snapshot != nullptr && Failed(set.status())) return snapshot->set();
  return set;
}

absl::StatusOr<FoundScore> SnapshotReader::Find(std::string_view customer_id) {
  const Snapshot snapshot = keeper_.Current();
  if (AnswersFirst(snapshot)) return FindScore(*snapshot, customer_id, FreshnessOf(*snapshot));
  auto found = database_.Find(customer_id);
  if (snapshot == nullptr || !Failed(found.status())) return found;
  return FindScore(*snapshot, customer_id, FreshnessOf(*snapshot));
}

absl::StatusOr<FoundScores> SnapshotReader::FindMany(std::span<const std::string> customer_ids) {
  const Snapshot snapshot = keeper_.Current();
  if (AnswersFirst(snapshot)) return FindScores(*snapshot, customer_ids, FreshnessOf(*snapshot));
  auto found = database_.FindMany(customer_ids);
  if (snapshot == nullptr || !Failed(found.status())) return found;
  return FindScores(*snapshot, customer_ids, FreshnessOf(*snapshot));
}

absl::StatusOr<FoundScore> SnapshotReader::FindIn(int32_t set_number, std::string_view customer_id) {
  const Snapshot snapshot = Of(set_number);
  if (AnswersFirst(snapshot)) return FindScore(*snapshot, customer_id, FreshnessOf(*snapshot));
  return database_.FindIn(set_number, customer_id);
}

absl::StatusOr<std::shared_ptr<const ScoreSet>> SnapshotReader::FindSet(int32_t number) {
  const Snapshot snapshot = Of(number);
  return snapshot != nullptr ? snapshot->set() : database_.FindSet(number);
}

absl::StatusOr<std::vector<ScoreSet>> SnapshotReader::ListSets(int32_t below, int limit) {
  return database_.ListSets(below, limit);
}

absl::StatusOr<std::vector<CustomerScore>> SnapshotReader::List(int32_t set_number, std::string_view after,
                                                                int limit) {
  const Snapshot snapshot = Of(set_number);
  if (AnswersFirst(snapshot)) return snapshot->List(after, static_cast<size_t>(limit));
  return database_.List(set_number, after, limit);
}

absl::StatusOr<std::vector<CustomerScore>> SnapshotReader::ListAtRisk(const AtRiskPage& page) {
  return database_.ListAtRisk(page);
}

absl::Status SnapshotReader::ReadValues(int32_t set_number,
                                        absl::FunctionRef<void(const CustomerValue&)> show) {
  const Snapshot snapshot = Of(set_number);
  if (!AnswersFirst(snapshot)) return database_.ReadValues(set_number, show);
  snapshot->ForEach(show);
  return absl::OkStatus();
}

SnapshotReader::Snapshot SnapshotReader::Of(int32_t set_number) const {
  Snapshot snapshot = keeper_.Current();
  if (snapshot != nullptr && snapshot->set()->number != set_number) snapshot.reset();
  return snapshot;
}

Freshness SnapshotReader::FreshnessOf(const ScoreSnapshot& snapshot) const {
  const absl::Time known = snapshot.known_time();
  return {.known_time = known, .stale = absl::Now() - known > keeper_.fresh()};
}

bool SnapshotReader::AnswersFirst(const Snapshot& snapshot) const {
  return snapshot != nullptr && (keeper_.away() || !FreshnessOf(*snapshot).stale);
}

}  // namespace bestand::scoring
