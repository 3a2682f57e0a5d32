#pragma once

#include "common/storage/database.h"
#include "services/customer_profile/domain/behaviour.h"
#include "services/customer_profile/domain/company.h"

namespace bestand::customer_profile {

// Reads behaviours from PostgreSQL; every write of purchases, interactions and complaints refreshes them.
// Threads may share it.
class SqlBehaviourStore : public BehaviourStore {
 public:
  SqlBehaviourStore(storage::Database& database, const Company& company)
      : database_(database), company_(company) {}

  absl::StatusOr<std::vector<Behaviour>> Find(std::span<const std::string> customer_ids,
                                              std::optional<int64_t> as_of) override;
  absl::Status Stream(const BehaviourOrder& order,
                      absl::FunctionRef<absl::Status(const Behaviour&)> show) override;

 private:
  // The next page behind a place; those of a past day are reckoned of the customers on it.
  absl::StatusOr<std::vector<Behaviour>> Page(int64_t bucket, const std::string& after, int end_bucket);

  storage::Database& database_;
  const Company& company_;
};

// Reckons the behaviours of customers anew, within a transaction.
absl::Status RefreshBehaviours(storage::Session& session, std::span<const std::string> customer_ids);

}  // namespace bestand::customer_profile
