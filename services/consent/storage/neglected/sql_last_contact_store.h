#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/neglected/neglected_customers.h"

namespace bestand::consent {

// Reads last contacts from PostgreSQL.
class SqlLastContactStore final : public LastContactStore {
 public:
  explicit SqlLastContactStore(storage::Database& database) : database_(database) {}

  absl::StatusOr<std::vector<LastContact>> LastContactsAfter(std::string_view customer) override;

 private:
  storage::Database& database_;
};

}  // namespace bestand::consent
