#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"

namespace bestand::scoring {

// How customers respond to being contacted. These are a user's assumptions: nothing in purchase histories
// tells them, only experiments do.
struct ResponseAssumptions {
  double wake_rate;      // the chance of a first contact to wake a customer, above 0 to 1
  double repeat_effect;  // what a further contact's chance is of that before it, 0 to 1
  int most_contacts;     // of one customer, 1 to 12
  double contact_cost;   // of one contact, > 0, unit of the stakes
};

// Fails with FIELD_INVALID naming every assumption out of range.
absl::Status CheckResponse(const ResponseAssumptions& assumptions);

// What a number of contacts brings.
struct ResponsePoint {
  int64_t contacts;
  int64_t customers;  // contacted at least once
  double value;       // expected, before cost
  double next_value;  // what one contact more would bring; 0 when there is none left
};

// The value of contacts given where they bring most first. A customer's k-th contact is worth the stake times
// the chance that it is the one that wakes:
//
//   stake c_k (1 - c_1) ... (1 - c_(k-1)),  c_k = wake_rate repeat_effect^(k-1)
//
// which falls with k and with the customers' stakes; so the value over the number of contacts is concave, and
// giving the next contact where it is worth most is the best one can do with any number of contacts.
class ResponseCurve {
 public:
  // `stakes`: how much more each customer is worth when woken, >= 0. `assumptions` were checked.
  ResponseCurve(std::vector<double> stakes, const ResponseAssumptions& assumptions);

  // All contacts that could be given to somebody with a stake.
  int64_t MostContacts() const;

  // Returns what these numbers of contacts bring; they must not fall. More than there are bring what all
  // bring. One pass over all contacts.
  std::vector<ResponsePoint> At(std::span<const int64_t> contacts) const;

  // Returns the point from which on a contact costs more than it brings. The most net value of all.
  ResponsePoint Best() const;

 private:
  class Walk;
  std::vector<double> stakes_;  // falling, > 0
  std::vector<double> chances_;
  double cost_;
};

}  // namespace bestand::scoring
