#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

namespace bestand::reward_catalog {

enum class Attitude { kLike = 1, kDislike = 2, kNever = 3 };

// What a customer feels about things of which `attribute` is `value`.
struct Preference {
  std::string attribute;
  std::string value;
  Attitude attitude;
  bool stated;  // said by the customer, not concluded by somebody
};

// A product and how often the customer bought it.
struct BoughtProduct {
  std::string display_name;
  int day_count;  // on how many days, >= 1
  std::map<std::string, std::string> attributes;
};

// What a customer is to those who give; unknown until somebody says it.
enum class Recipient { kUnknown, kPerson, kCompany };

// What the choice of a reward knows of one customer.
struct CustomerFacts {
  Recipient recipient = Recipient::kUnknown;
  std::optional<absl::CivilDay> birth_day;  // nothing while unknown
  std::string country;                      // empty while unknown
  std::vector<std::string> kinds_given;     // the whole gift ledger, as written there
  std::vector<Preference> preferences;
  std::vector<BoughtProduct> bought;
  int open_complaints = 0;
};

}  // namespace bestand::reward_catalog
