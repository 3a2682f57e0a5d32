#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/scoring/domain/dormancy/behaviour.h"
#include "services/scoring/work/traits.h"

namespace bestand::scoring {

// What customer-profile knows of one customer's purchases. Days are days of the company's time zone,
// counted from 1970-01-01; money is in minor units.
struct Summary {
  std::string customer_id;
  int32_t first_day = 0;           // of the first purchase
  int32_t last_day = 0;            // of the last, >= first_day
  int32_t repeats = 0;             // purchase days after the first
  int32_t earlier_repeats = 0;     // those in the earlier half of first to last day
  int32_t last_outbound_day = -1;  // when the company last addressed the customer; -1 if never
  int64_t repeat_value_minor = 0;  // net value of the repeat purchase days
  int64_t total_value_minor = 0;   // net value of everything
  int32_t holdout_repeats = 0;     // purchase days in the hold-out time, if one was asked for
  Behaviour behaviour{};           // all 0 where it was not asked for
  Traits traits;                   // empty where they were not asked for
};

// Amounts of money in `minor_per_unit` minor units to the unit: 100 for EUR.
struct Currency {
  std::string code;  // ISO 4217; empty while there are no customers
  int32_t minor_per_unit = 100;
};

struct SummaryChunk {
  std::vector<Summary> summaries;
  Currency currency;
  int bucket = 0;  // of the last customer: all buckets before it are complete
};

struct SummaryQuery {
  std::optional<int32_t> as_of_day;          // only purchases up to and on this day; all if unset
  std::optional<int32_t> holdout_until_day;  // counts holdout_repeats after as_of_day up to and on this day
  int first_bucket = 0;                      // 0 to 1023
  int end_bucket = 1024;                     // the one behind the last
  bool traits = false;                       // tells them too
};

// All purchases in one line. Days as in Summary.
struct PurchaseSpan {
  int64_t customers = 0;  // who bought
  int32_t first_day = 0;  // of the first purchase of all; 0 without one
  int32_t last_day = 0;   // of the last
};

struct FindTerms {
  std::string currency;              // of all amounts
  std::optional<int32_t> as_of_day;  // only purchases up to and on this day; all if unset
  bool traits = false;               // tells them too
};

// The purchase summaries of all customers. Threads may share it.
class SummarySource {
 public:
  virtual ~SummarySource() = default;

  // Shows the summaries of all who bought, by bucket, in chunks of about 1,000. Ends with the first failure
  // of `take`. Fails with SERVICE_AWAY.
  virtual absl::Status Stream(const SummaryQuery& query,
                              absl::FunctionRef<absl::Status(const SummaryChunk&)> take) = 0;

  // Returns what all purchases come to; one quick read. Fails with SERVICE_AWAY.
  virtual absl::StatusOr<PurchaseSpan> Span() = 0;

  // Returns the summaries of 1 to 1,000 customers in the order of the ids; nothing for customers who had not
  // bought, are unknown or erased. With `terms.as_of_day` each customer costs a call of its own. Fails with
  // SERVICE_AWAY, and with CURRENCY_MIXED (facts `have`, `need`) when an amount is in another currency than
  // the terms'.
  virtual absl::StatusOr<std::vector<std::optional<Summary>>> Find(std::span<const std::string> customer_ids,
                                                                   const FindTerms& terms) = 0;
};

// A step of the change stream: whose purchases or contacts changed, each once.
struct ChangeChunk {
  std::vector<std::string> customer_ids;  // empty as a sign of life
  std::string next_cursor;
};

// What changes about customers, as it happens. Threads may share it.
class ChangeSource {
 public:
  virtual ~ChangeSource() = default;

  // Shows what changes after `cursor` (all that is kept for ""), and waits for more until `stop` or the
  // first failure of `take`. Fails with SERVICE_AWAY or CURSOR_UNKNOWN.
  virtual absl::Status Follow(const std::string& cursor, std::stop_token stop,
                              absl::FunctionRef<absl::Status(const ChangeChunk&)> take) = 0;
};

// Who may be addressed. Threads may share it.
class AddressableSource {
 public:
  virtual ~AddressableSource() = default;

  // Shows the ids of all customers who may get advertising by e-mail for a purpose ("newsletter"), each once.
  // Fails with PURPOSE_UNKNOWN or SERVICE_AWAY; what was shown before a failure must not be used.
  virtual absl::Status Stream(const std::string& purpose_id,
                              absl::FunctionRef<absl::Status(std::span<const std::string>)> take) = 0;
};

}  // namespace bestand::scoring
