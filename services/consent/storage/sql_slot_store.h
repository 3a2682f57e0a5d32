#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/frequency/contact_slots.h"
#include "services/consent/storage/log/log_means.h"

namespace bestand::consent {

// Keeps the places of contacts in PostgreSQL: one row a customer, whose lock orders what is done. Threads may
// share it.
class SqlSlotStore final : public SlotStore {
 public:
  SqlSlotStore(storage::Database& database, const LogMeans& means) : database_(database), means_(means) {}

  absl::StatusOr<Reservation> Reserve(const ContactQuery& query, std::string_view message,
                                      Judge judge) override;
  absl::StatusOr<ContactSlot> Commit(std::string_view customer, std::string_view message) override;
  absl::StatusOr<ContactSlot> Release(std::string_view customer, std::string_view message) override;
  absl::StatusOr<FrequencyPolicy> SetPolicy(const FrequencyPolicy& policy) override;
  absl::StatusOr<FrequencyPolicy> GetPolicy() override;

 private:
  storage::Database& database_;
  LogMeans means_;
};

}  // namespace bestand::consent
