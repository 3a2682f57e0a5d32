#pragma once

#include "common/storage/database.h"
#include "common/storage/outbox.h"
#include "services/customer_profile/domain/change.h"
#include "services/customer_profile/domain/company.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// Keeps interactions, gifts, complaints and preferences in PostgreSQL. Threads may share it.
class SqlHistoryStore : public HistoryStore {
 public:
  SqlHistoryStore(storage::Database& database, storage::Outbox& outbox, const Company& company)
      : database_(database), outbox_(outbox), company_(company) {}

  absl::Status Record(std::string_view customer_id, const Interaction& interaction) override;
  absl::Status Record(std::string_view customer_id, const Gift& gift) override;
  absl::Status Record(std::string_view customer_id, const Complaint& complaint) override;
  absl::StatusOr<Complaint> Resolve(std::string_view customer_id, std::string_view complaint_id) override;
  absl::StatusOr<std::vector<TimelineEntry>> Timeline(const TimelinePage& page) override;
  absl::StatusOr<std::vector<absl::StatusOr<LastContact>>> FindLastContacts(
      std::span<const std::string> customer_ids) override;
  absl::StatusOr<std::vector<SilentCustomer>> ListSilent(const SilentPage& page) override;
  absl::StatusOr<GiftContext> FindGiftContext(std::string_view customer_id) override;
  absl::Status SetPreference(std::string_view customer_id, const Preference& preference) override;
  absl::StatusOr<std::vector<Preference>> Preferences(std::string_view customer_id) override;

 private:
  // Runs `write` in a transaction that holds the customer, and tells the change.
  absl::Status Write(std::string_view customer_id, ChangeKind kind,
                     absl::FunctionRef<absl::Status(storage::Session&)> write);

  storage::Database& database_;
  storage::Outbox& outbox_;
  const Company& company_;
};

}  // namespace bestand::customer_profile
