#pragma once

#include "services/scoring/work/score_store.h"
#include "services/scoring/work/snapshot/snapshot_keeper.h"

namespace bestand::scoring {

// Reads scores from memory where memory is up to date, otherwise from the database:
//
//   memory up to date (to SnapshotSettings.fresh)      memory
//   no set in memory yet, or it does not fit           database
//   another set published, and still being read        database
//   the database is away, or fails                     memory, `stale`; without memory the failure
//
// Lists by value at risk come from the database. Threads may share it.
class SnapshotReader : public ScoreReader {
 public:
  SnapshotReader(ScoreReader& database, const SnapshotKeeper& keeper)
      : database_(database), keeper_(keeper) {}

  Freshness FreshnessNow() const override;
  absl::StatusOr<std::shared_ptr<const ScoreSet>> Published() override;
  absl::StatusOr<FoundScore> Find(std::string_view customer_id) override;
  absl::StatusOr<FoundScores> FindMany(std::span<const std::string> customer_ids) override;
  absl::StatusOr<FoundScore> FindIn(int32_t set_number, std::string_view customer_id) override;
  absl::StatusOr<std::shared_ptr<const ScoreSet>> FindSet(int32_t number) override;
  absl::StatusOr<std::vector<ScoreSet>> ListSets(int32_t below, int limit) override;
  absl::StatusOr<std::vector<CustomerScore>> List(int32_t set_number, std::string_view after,
                                                  int limit) override;
  absl::StatusOr<std::vector<CustomerScore>> ListAtRisk(const AtRiskPage& page) override;
  absl::Status ReadValues(int32_t set_number, absl::FunctionRef<void(const CustomerValue&)> show) override;

 private:
  using Snapshot = std::shared_ptr<const ScoreSnapshot>;
  // What memory holds of a set; nothing when it holds another.
  Snapshot Of(int32_t set_number) const;
  Freshness FreshnessOf(const ScoreSnapshot& snapshot) const;
  // Whether memory may answer before the database is asked.
  bool AnswersFirst(const Snapshot& snapshot) const;

  ScoreReader& database_;
  const SnapshotKeeper& keeper_;
};

}  // namespace bestand::scoring
