#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "common/storage/database.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Reads scores from PostgreSQL; remembers the last sets, which never change once published.
class SqlScoreReader : public ScoreReader {
 public:
  explicit SqlScoreReader(storage::Database& database) : database_(database) {}

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
  // The set from memory, or else from the database. 0 fails with NO_SCORES.
  absl::StatusOr<std::shared_ptr<const ScoreSet>> SetOf(int32_t number);

  storage::Database& database_;
  std::mutex mutex_;
  std::map<int32_t, std::shared_ptr<const ScoreSet>> sets_;
};

}  // namespace bestand::scoring
