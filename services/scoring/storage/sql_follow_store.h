#pragma once

#include "common/storage/database.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Keeps the place in the change stream together with the scores it led to.
class SqlFollowStore : public FollowStore {
 public:
  explicit SqlFollowStore(storage::Database& database) : database_(database) {}

  absl::StatusOr<FollowPlace> Place() override;
  absl::Status Apply(const FollowPlace& place, const Rescored& rescored,
                     const std::string& next_cursor) override;
  absl::Status StartAnew(const FollowPlace& place, absl::FunctionRef<absl::Status()> then) override;

 private:
  storage::Database& database_;
};

}  // namespace bestand::scoring
