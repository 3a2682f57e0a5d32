#pragma once

#include "common/storage/database.h"
#include "common/storage/outbox.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// Keeps contact points in PostgreSQL. Threads may share it.
class SqlContactPointStore : public ContactPointStore {
 public:
  SqlContactPointStore(storage::Database& database, storage::Outbox& outbox)
      : database_(database), outbox_(outbox) {}

  absl::StatusOr<ContactPoint> Create(const ContactPoint& contact_point) override;
  absl::StatusOr<std::vector<ContactPoint>> List(std::string_view customer_id) override;
  absl::StatusOr<ContactPoint> Find(std::string_view customer_id, std::string_view id) override;

 private:
  storage::Database& database_;
  storage::Outbox& outbox_;
};

}  // namespace bestand::customer_profile
