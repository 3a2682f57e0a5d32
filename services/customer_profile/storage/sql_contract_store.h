#pragma once

#include "common/storage/database.h"
#include "common/storage/outbox.h"
#include "services/customer_profile/domain/contract.h"

namespace bestand::customer_profile {

// Keeps contracts in PostgreSQL. Threads may share it.
class SqlContractStore : public ContractStore {
 public:
  SqlContractStore(storage::Database& database, storage::Outbox& outbox)
      : database_(database), outbox_(outbox) {}

  absl::StatusOr<RecordedContract> Record(const Contract& contract) override;
  absl::StatusOr<Contract> End(const ContractEnd& end) override;
  absl::StatusOr<std::vector<Contract>> List(std::string_view customer_id) override;
  absl::Status Stream(const ContractOrder& order,
                      absl::FunctionRef<absl::Status(const Contract&)> show) override;

 private:
  storage::Database& database_;
  storage::Outbox& outbox_;
};

}  // namespace bestand::customer_profile
