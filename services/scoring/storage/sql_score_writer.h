#pragma once

#include "common/storage/database.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Writes score sets into PostgreSQL.
class SqlScoreWriter : public ScoreWriter {
 public:
  explicit SqlScoreWriter(storage::Database& database) : database_(database) {}

  absl::StatusOr<ScoreSet> Begin(const ScoreSet& set) override;
  absl::StatusOr<std::optional<ScorePart>> ClaimPart(int32_t set_number, absl::Duration lease) override;
  absl::Status ReleasePart(int32_t set_number, const ScorePart& part) override;
  absl::Status FinishPart(int32_t set_number, const ScorePart& part,
                          std::span<const CustomerScore> scores) override;
  absl::StatusOr<SetProgress> Progress(int32_t set_number) override;
  absl::StatusOr<std::optional<ScoreSet>> FindOpenSet() override;
  absl::Status Publish(const ScoreSet& set, absl::FunctionRef<absl::Status()> then) override;
  absl::Status RemoveOldSets(int kept) override;

 private:
  absl::Status RemoveSet(int64_t number);

  storage::Database& database_;
};

}  // namespace bestand::scoring
