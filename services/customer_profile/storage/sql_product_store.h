#pragma once

#include "common/storage/database.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// Keeps the sales catalogue in PostgreSQL. Threads may share it.
class SqlProductStore : public ProductStore {
 public:
  explicit SqlProductStore(storage::Database& database) : database_(database) {}

  absl::StatusOr<UpsertCount> Upsert(std::span<const Product> products) override;
  absl::StatusOr<Product> Find(std::string_view product_id) override;
  absl::StatusOr<std::vector<Product>> List(std::string_view after, int limit) override;

 private:
  storage::Database& database_;
};

// Joins two arrays of a row into a map.
std::map<std::string, std::string> ToAttributes(const std::vector<std::string>& keys,
                                                const std::vector<std::string>& values);

}  // namespace bestand::customer_profile
