#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/contact_question.h"

namespace bestand::consent {

// What customer-profile says about a customer, as the rules need it.
struct Subject {
  std::string customer;
  Recipient recipient = Recipient::kB2c;    // private unless known to be a company
  Relation relation = Relation::kProspect;  // never kCustomer73: nobody records that evidence yet
  bool contract_active = false;
  std::string country;  // as customer-profile has it; empty while unknown
};

// The copies of subjects that are kept here. Threads may share it.
class SubjectStore {
 public:
  virtual ~SubjectStore() = default;

  // What a chunk of changes came to.
  struct Update {
    std::vector<Subject> known;
    std::vector<std::string> gone;      // customers that do not exist (any more)
    std::optional<std::string> cursor;  // how far the feed was read; nothing leaves it as it is
  };

  // Stores all of it in one transaction.
  virtual absl::Status Store(const Update& update) = 0;

  // Stores the subjects that are not here yet, or without their country; leaves the others: the feed may have
  // brought something newer meanwhile.
  virtual absl::Status Add(std::span<const Subject> subjects) = 0;

  // Returns those of the customers that are not here, or without their country.
  virtual absl::StatusOr<std::vector<std::string>> Missing(std::span<const std::string> customers) = 0;

  // Returns at most 1,000 customers that are here, by id, after one of them; "" for the first.
  virtual absl::StatusOr<std::vector<std::string>> ListAfter(std::string_view customer) = 0;

  // Returns how far the feed was read; empty at the beginning.
  virtual absl::StatusOr<std::string> FeedCursor() = 0;
};

// The service customer-profile. Threads may share it.
class CustomerProfile {
 public:
  virtual ~CustomerProfile() = default;

  // Asks for at most 1,000 customers at once; waits at most `patience`. Those that do not exist come back as
  // gone. Fails with SERVICE_AWAY and the like.
  virtual absl::StatusOr<SubjectStore::Update> Relations(std::span<const std::string> customers,
                                                         absl::Duration patience) = 0;

  // Calls `take(customers, next_cursor)` for each chunk of changes after `cursor`, the customers in it
  // once each, and waits for more; an empty cursor stands before the very first. Returns when take fails or
  // StopWatching was called, or with SERVICE_AWAY, or with CURSOR_UNKNOWN when changes after the cursor are
  // kept no more: the fact `oldest_cursor`, if there is one, is where to go on after reading all anew.
  using Take = std::function<absl::Status(std::span<const std::string>, const std::string&)>;
  virtual absl::Status WatchChanges(const std::string& cursor, const Take& take) = 0;
  virtual void StopWatching() = 0;

  // Calls `take` for all customers, at most 1,000 at a time. Returns when take fails, or with SERVICE_AWAY.
  using TakePage = std::function<absl::Status(std::span<const std::string>)>;
  virtual absl::Status ListCustomers(const TakePage& take) = 0;
};

}  // namespace bestand::consent
