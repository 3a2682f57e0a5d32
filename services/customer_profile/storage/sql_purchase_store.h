#pragma once

#include "common/storage/database.h"
#include "common/storage/outbox.h"
#include "services/customer_profile/domain/company.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// Keeps purchases and their summaries in PostgreSQL. Threads may share it.
class SqlPurchaseStore : public PurchaseStore {
 public:
  SqlPurchaseStore(storage::Database& database, storage::Outbox& outbox, const Company& company)
      : database_(database), outbox_(outbox), company_(company) {}

  absl::StatusOr<bool> Record(const Purchase& purchase) override;
  absl::StatusOr<std::string> Currency() override;
  absl::StatusOr<PurchaseSummary> Summary(std::string_view customer_id,
                                          std::optional<int64_t> as_of) override;
  absl::StatusOr<PurchaseSpan> Span() override;
  absl::StatusOr<std::vector<Owned>> Summaries(std::span<const std::string> customer_ids) override;
  absl::Status Stream(const BulkOrder& order,
                      absl::FunctionRef<absl::Status(const BulkSummary&)> show) override;

 private:
  absl::Status StreamNow(const BulkOrder& order, absl::FunctionRef<absl::Status(const BulkSummary&)> show);
  absl::Status Add(storage::Session& session, const Purchase& purchase);

  storage::Database& database_;
  storage::Outbox& outbox_;
  const Company& company_;
};

// Fails with CURRENCY_MIXED unless `currency_code` is the currency of all purchases; "" is never wrong
// for a ledger without one. Does not claim it.
absl::Status CheckCurrency(storage::Session& session, std::string_view currency_code);

// Makes it the currency of all purchases, if there is none, and fails as CheckCurrency does.
absl::Status ClaimCurrency(storage::Session& session, std::string_view currency_code);

// The last time each customer bought something.
struct LastPurchases {
  std::vector<std::string> customer_ids;
  std::vector<absl::Time> times;  // InfinitePast for who bought nothing
};

// Brings summaries and last purchases in line with the lines that were stored, and tells the changes.
absl::Status Settle(storage::Session& session, storage::Outbox& outbox, const LastPurchases& purchases);

}  // namespace bestand::customer_profile
