#pragma once

#include "common/storage/database.h"
#include "services/scoring/work/products/product_store.h"

namespace bestand::scoring {

// Keeps product models in PostgreSQL, a row a product. Threads may share it.
class SqlProductStore : public ProductStore {
 public:
  explicit SqlProductStore(storage::Database& database) : database_(database) {}

  absl::Status Publish(const ProductRecord& record) override;
  absl::StatusOr<std::string> ActiveId() override;
  absl::StatusOr<ProductRecord> Load(std::string_view id) override;

 private:
  storage::Database& database_;
};

}  // namespace bestand::scoring
