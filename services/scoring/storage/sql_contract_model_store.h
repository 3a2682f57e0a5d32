#pragma once

#include "common/storage/database.h"
#include "services/scoring/work/contracts/contract_model.h"

namespace bestand::scoring {

// Keeps models of renewals in PostgreSQL.
class SqlContractModelStore : public ContractModelStore {
 public:
  explicit SqlContractModelStore(storage::Database& database) : database_(database) {}

  absl::Status Keep(const ContractModel& model) override;
  absl::StatusOr<ContractModel> FindNewest() override;

 private:
  storage::Database& database_;
};

}  // namespace bestand::scoring
