#pragma once

#include "common/storage/database.h"
#include "services/customer_profile/domain/purchase_lines.h"

namespace bestand::customer_profile {

// Reads lines from PostgreSQL, 250 customers at a time. Threads may share it.
class SqlPurchaseLineStore : public PurchaseLineStore {
 public:
  explicit SqlPurchaseLineStore(storage::Database& database) : database_(database) {}

  absl::Status Stream(const LineOrder& order, LineSink& sink) override;

 private:
  absl::Status StreamBuckets(const LineOrder& order, LineSink& sink);

  storage::Database& database_;
};

}  // namespace bestand::customer_profile
