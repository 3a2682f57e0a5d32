#pragma once

#include "common/storage/database.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Writes score sets into PostgreSQL.
class SqlScoreWriter : public ScoreWriter {
 public:
  explicit SqlScoreWriter(storage::Database& database) : database_(database) {}

  absl::StatusOr<ScoreSet> Begin(const ScoreSet& set) override;
  absl::Status Write(const ScoreSet& set, std::span<const CustomerScore> scores,
                     absl::FunctionRef<absl::Status()> then) override;
  absl::Status RemoveFromBucket(const ScoreSet& set, int first_bucket) override;
  absl::Status Publish(const ScoreSet& set, absl::FunctionRef<absl::Status()> then) override;
  absl::Status RemoveOldSets() override;

 private:
  absl::Status RemoveSet(int64_t number);

  storage::Database& database_;
};

}  // namespace bestand::scoring
