#pragma once

#include "common/storage/database.h"
#include "services/scoring/work/snapshot/snapshot_source.h"

namespace bestand::scoring {

// Tells from PostgreSQL what is new about the published set.
class SqlSnapshotSource : public SnapshotSource {
 public:
  SqlSnapshotSource(storage::Database& database, ScoreReader& reader)
      : database_(database), reader_(reader) {}

  absl::StatusOr<SnapshotHead> Head() override;
  absl::StatusOr<ScoreChanges> ChangesAfter(int32_t set_number, int64_t after, int limit) override;

 private:
  storage::Database& database_;
  ScoreReader& reader_;
};

}  // namespace bestand::scoring
