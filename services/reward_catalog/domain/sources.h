#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/reward_catalog/domain/customer_facts.h"
#include "services/reward_catalog/domain/gift.h"
#include "services/reward_catalog/domain/money.h"

namespace bestand::reward_catalog {

// What other services know, and what we tell them. All of it waits for the network and fails with
// SERVICE_AWAY when the service cannot be reached or does not answer in time. Threads may share each.

// Whether a customer may be told of a choice.
struct ContactAnswer {
  bool allowed = false;
  std::string reason;         // such as CONSENT, NEEDS_DOI, OBJECTED
  std::string needed_action;  // what would make it lawful
};

class ContactGate {
 public:
  virtual ~ContactGate() = default;
  // Says whether an advertising mail for this purpose is allowed. Fails with PURPOSE_UNKNOWN.
  virtual absl::StatusOr<ContactAnswer> Check(std::string_view customer_id, std::string_view purpose_id) = 0;
};

class CustomerSource {
 public:
  virtual ~CustomerSource() = default;
  // Fails with CUSTOMER_UNKNOWN, CUSTOMER_ERASED.
  virtual absl::StatusOr<CustomerFacts> Read(std::string_view customer_id) = 0;
};

class ValueSource {
 public:
  virtual ~ValueSource() = default;
  // Returns the lifetime value of the next 12 months, nothing for a customer without a score.
  virtual absl::StatusOr<std::optional<Money>> YearValue(std::string_view customer_id) = 0;
};

class GiftLedger {
 public:
  virtual ~GiftLedger() = default;
  // Writes a gift into the customer's ledger; the same decision's gift is written once, however often
  // this is called. Fails with CUSTOMER_UNKNOWN, CUSTOMER_ERASED.
  virtual absl::Status Record(const Gift& gift) = 0;
};

}  // namespace bestand::reward_catalog
