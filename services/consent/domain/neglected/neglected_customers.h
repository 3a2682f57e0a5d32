#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/time/clock.h"
#include "services/consent/domain/contact_checks.h"
#include "services/consent/domain/memory/memory_checks.h"
#include "services/consent/domain/purpose.h"

namespace bestand::consent {

// When advertising last reached a customer, on whatever channel; not set for never.
struct LastContact {
  std::string customer;
  std::optional<absl::Time> time;
};

// Reads last contacts. Threads may share it.
class LastContactStore {
 public:
  virtual ~LastContactStore() = default;

  // Returns the next active customers by id, 1,000 at most; "" for the first. Fails with DATABASE_AWAY.
  virtual absl::StatusOr<std::vector<LastContact>> LastContactsAfter(std::string_view customer) = 0;
};

// Whom marketing has forgotten, and how it would address them.
struct NeglectAsked {
  Channel channel = Channel::kEmail;
  std::string purpose;
  absl::Duration silence;     // who was addressed within it is not neglected; > 0
  bool allowed_only = false;  // leaves out who may not be addressed now
};

// An active customer whom no advertising reached for that long, and whether a marketing message may now.
struct NeglectedCustomer {
  LastContact last_contact;
  ContactVerdict verdict;
};

// The other bound of the frequency policy: finds active customers who were not addressed for too long. Who
// objects or is paused is among them, refused; who was erased is not. Threads may share it.
class NeglectedCustomers {
 public:
  struct Parts {
    LastContactStore& store;
    PurposeStore& purposes;
    ContactChecks& checks;
    MemoryChecks& memory;
    const Clock& clock;
  };
  explicit NeglectedCustomers(const Parts& parts) : parts_(parts) {}

  using Page = std::vector<NeglectedCustomer>;

  // Shows pages of at most 1,000 by customer id, also empty, until `take` says false. Holds one page in
  // memory and no session of the database between its reads; each customer is judged when the page is read.
  // May wait. Fails with PURPOSE_UNKNOWN, or when the database cannot be read.
  absl::Status ForEachPage(const NeglectAsked& asked, absl::FunctionRef<bool(const Page&)> take);

 private:
  absl::StatusOr<Page> Judge(const NeglectAsked& asked, std::span<const LastContact> customers);
  // From memory where that knows them, else from the database.
  absl::StatusOr<std::vector<ContactVerdict>> Check(std::span<const ContactQuery> queries);

  const Parts parts_;
};

}  // namespace bestand::consent
