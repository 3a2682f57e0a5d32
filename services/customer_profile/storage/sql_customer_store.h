#pragma once

#include "common/storage/database.h"
#include "common/storage/outbox.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// Keeps customers in PostgreSQL. Threads may share it.
class SqlCustomerStore : public CustomerStore {
 public:
  SqlCustomerStore(storage::Database& database, storage::Outbox& outbox)
      : database_(database), outbox_(outbox) {}

  absl::StatusOr<Customer> Create(const Customer& customer) override;
  absl::StatusOr<Customer> Find(std::string_view customer_id) override;
  absl::StatusOr<std::vector<Customer>> FindMany(std::span<const std::string> customer_ids) override;
  absl::StatusOr<std::vector<Customer>> List(std::string_view after, int limit) override;
  absl::StatusOr<Customer> Update(const CustomerUpdate& update) override;
  absl::StatusOr<std::vector<Relation>> Relations(std::span<const std::string> customer_ids,
                                                  int64_t today) override;

 private:
  storage::Database& database_;
  storage::Outbox& outbox_;
};

}  // namespace bestand::customer_profile
