#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"

namespace bestand::customer_profile {

// As in the proto, with the same numbers.
enum class CustomerKind { kUnspecified, kPerson, kCompany };
enum class RelationState { kUnspecified, kProspect, kCustomer, kFormer };

// Somebody with whom there is or was a relationship.
struct Customer {
  std::string customer_id;
  CustomerKind kind = CustomerKind::kUnspecified;
  std::string display_name;
  std::string country;
  std::string language_code;
  std::optional<int64_t> birth_day;  // days since 1970-01-01
  int64_t version = 1;               // grows with each change
  absl::Time create_time;
  absl::Time update_time;
};

// A change of some fields of a customer; what holds nothing stays as it is.
struct CustomerUpdate {
  std::string customer_id;
  std::optional<CustomerKind> kind;
  std::optional<std::string> display_name;
  std::optional<std::string> country;
  std::optional<std::string> language_code;
  bool change_birth_day = false;
  std::optional<int64_t> birth_day;
  std::optional<int64_t> version;  // the one the change is based on; any if nothing
};

// How the company stands to one customer.
struct Relation {
  std::string customer_id;
  CustomerKind kind = CustomerKind::kUnspecified;
  std::optional<absl::Time> last_purchase;
  bool contract_active = false;  // a contract runs on the day asked for
  std::string country;           // as it was given; empty while unknown
};

// Says where a relationship stands at `now`: CUSTOMER within `active_months` calendar months after the
// last purchase, the last day included; FORMER later; PROSPECT without any. Months end as calendars
// do: one month after 31 January is 28 February.
RelationState StateOf(const Relation& relation, absl::CivilDay today, int active_months,
                      const absl::TimeZone& zone);

}  // namespace bestand::customer_profile
