#pragma once

#include <memory>
#include <string>

#include "common/storage/database.h"
#include "services/scoring/work/model_store.h"

namespace bestand::scoring {

// Keeps models in PostgreSQL.
class SqlModelStore : public ModelStore {
 public:
  explicit SqlModelStore(storage::Database& database) : database_(database) {}

  absl::Status KeepActive(const FittedModel& model) override;
  absl::StatusOr<std::shared_ptr<const FittedModel>> Find(std::string_view id) override;
  absl::StatusOr<std::shared_ptr<const FittedModel>> FindActive() override;
  absl::Status Activate(std::string_view id) override;
  absl::StatusOr<ModelReport> FindReport(std::string_view id) override;
  absl::StatusOr<std::vector<FittedModel>> List(int limit, std::string_view after) override;

 private:
  absl::StatusOr<std::string> ActiveId();
  absl::StatusOr<std::shared_ptr<const FittedModel>> Load(std::string_view id);

  storage::Database& database_;
};

}  // namespace bestand::scoring
