#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/customer_profile/domain/contact_point.h"
#include "services/customer_profile/domain/customer.h"
#include "services/customer_profile/domain/history.h"
#include "services/customer_profile/domain/product.h"
#include "services/customer_profile/domain/purchase.h"
#include "services/customer_profile/domain/purchase_summary.h"

// What the service keeps. Threads may share each of them. Everything about a customer fails with
// CUSTOMER_UNKNOWN when there is none, and tells its change in the same transaction. Everything fails
// with DATABASE_AWAY, DATABASE_BUSY and DATABASE_TIMEOUT as the database does.
namespace bestand::customer_profile {

class CustomerStore {
 public:
  virtual ~CustomerStore() = default;

  // Stores a customer and returns it with its times. Fails with CUSTOMER_EXISTS.
  virtual absl::StatusOr<Customer> Create(const Customer& customer) = 0;
  virtual absl::StatusOr<Customer> Find(std::string_view customer_id) = 0;
  // Returns those that exist, in no order.
  virtual absl::StatusOr<std::vector<Customer>> FindMany(std::span<const std::string> customer_ids) = 0;
  // Returns the customers behind an id, by id.
  virtual absl::StatusOr<std::vector<Customer>> List(std::string_view after, int limit) = 0;
  // Fails with ETAG_MISMATCH when the customer has another version.
  virtual absl::StatusOr<Customer> Update(const CustomerUpdate& update) = 0;
  // Returns those that exist, in no order; contracts as of a day.
  virtual absl::StatusOr<std::vector<Relation>> Relations(std::span<const std::string> customer_ids,
                                                          int64_t today) = 0;
};

class ContactPointStore {
 public:
  virtual ~ContactPointStore() = default;

  // Stores an address, or returns the contact point that has it already. Fails with ROW_REFUSED when
  // the customer has kMaxContactPoints.
  virtual absl::StatusOr<ContactPoint> Create(const ContactPoint& contact_point) = 0;
  // Oldest first.
  virtual absl::StatusOr<std::vector<ContactPoint>> List(std::string_view customer_id) = 0;
  // Fails with CONTACT_POINT_UNKNOWN.
  virtual absl::StatusOr<ContactPoint> Find(std::string_view customer_id, std::string_view id) = 0;
};
inline constexpr int kMaxContactPoints = 100;

class ProductStore {
 public:
  virtual ~ProductStore() = default;

  virtual absl::StatusOr<UpsertCount> Upsert(std::span<const Product> products) = 0;
  // Fails with PRODUCT_UNKNOWN.
  virtual absl::StatusOr<Product> Find(std::string_view product_id) = 0;
  virtual absl::StatusOr<std::vector<Product>> List(std::string_view after, int limit) = 0;
};

class PurchaseStore {
 public:
  virtual ~PurchaseStore() = default;

  // Stores a purchase and its products; returns whether it was new. One that is there already, by
  // customer, source and external id, stays as it is. Fails with CURRENCY_MIXED.
  virtual absl::StatusOr<bool> Record(const Purchase& purchase) = 0;
  // Returns the currency of all purchases; empty before the first.
  virtual absl::StatusOr<std::string> Currency() = 0;
  virtual absl::StatusOr<PurchaseSummary> Summary(std::string_view customer_id,
                                                  std::optional<int64_t> as_of) = 0;
  // Returns what all purchases come to: one pass over the summaries, some 100 ns each.
  virtual absl::StatusOr<PurchaseSpan> Span() = 0;
  // A summary with whose it is; of those that exist, in no order.
  struct Owned {
    std::string customer_id;
    PurchaseSummary summary;
  };
  virtual absl::StatusOr<std::vector<Owned>> Summaries(std::span<const std::string> customer_ids) = 0;

  struct BulkOrder {
    SummaryWindow window;
    int first_bucket = 0;
    int end_bucket = 1024;
  };
  // Shows all customers with a purchase in the window, by bucket and id, in bounded memory. Without as_of
  // each some thousand are read together, as of that moment, and no session is held while they are shown.
  virtual absl::Status Stream(const BulkOrder& order,
                              absl::FunctionRef<absl::Status(const BulkSummary&)> show) = 0;
};

class HistoryStore {
 public:
  virtual ~HistoryStore() = default;

  virtual absl::Status Record(std::string_view customer_id, const Interaction& interaction) = 0;
  virtual absl::Status Record(std::string_view customer_id, const Gift& gift) = 0;
  virtual absl::Status Record(std::string_view customer_id, const Complaint& complaint) = 0;
  // Closes a complaint and returns it; closing twice keeps the first time. Fails with
  // COMPLAINT_UNKNOWN.
  virtual absl::StatusOr<Complaint> Resolve(std::string_view customer_id, std::string_view complaint_id) = 0;
  // Newest first.
  virtual absl::StatusOr<std::vector<TimelineEntry>> Timeline(const TimelinePage& page) = 0;
  // One for each id, in its order; CUSTOMER_UNKNOWN for who is not there.
  virtual absl::StatusOr<std::vector<absl::StatusOr<LastContact>>> FindLastContacts(
      std::span<const std::string> customer_ids) = 0;
  // Never addressed first, then the longest ago.
  virtual absl::StatusOr<std::vector<SilentCustomer>> ListSilent(const SilentPage& page) = 0;
  virtual absl::StatusOr<GiftContext> FindGiftContext(std::string_view customer_id) = 0;
  // Fails with ROW_REFUSED when the customer has kMaxPreferences.
  virtual absl::Status SetPreference(std::string_view customer_id, const Preference& preference) = 0;
  // By attribute and value.
  virtual absl::StatusOr<std::vector<Preference>> Preferences(std::string_view customer_id) = 0;
};
inline constexpr int kMaxPreferences = 500;

}  // namespace bestand::customer_profile
