#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace bestand::customer_profile {

// What one customer's lines of one day come to. Days are counted from 1970-01-01 in the company's
// time zone.
struct PurchaseDay {
  int64_t day = 0;
  bool bought = false;      // one line at least is neither a return nor free
  int64_t value_minor = 0;  // net, returns taken off
};

// Says whether a day counts as one on which the customer bought: what was bought was not all given back
// on the same day.
inline bool IsPurchaseDay(const PurchaseDay& day) { return day.bought && day.value_minor > 0; }

// What the value models need to know about one customer; see PurchaseSummary in purchase_service.proto.
struct PurchaseSummary {
  std::optional<int64_t> first_day;  // nothing when nothing was bought
  std::optional<int64_t> last_day;
  int64_t repeats = 0;             // purchase days after the first
  int64_t earlier_repeats = 0;     // of these, up to and with the middle between first and last day
  int64_t repeat_value_minor = 0;  // of all days after the first, so less all later returns; never negative
  int64_t total_value_minor = 0;   // of all days, also those with returns only
  std::optional<int64_t> last_outbound_day;

  bool operator==(const PurchaseSummary&) const = default;
};

// Returns the summary of one customer's days, which are in order; the day last addressed is left unset.
PurchaseSummary Summarise(std::span<const PurchaseDay> days);

// A time to look at: what happened up to and on `as_of`, and after it, for a check of forecasts, the
// purchase days up to and on `holdout_until`. Without as_of everything counts.
struct SummaryWindow {
  std::optional<int64_t> as_of;
  std::optional<int64_t> holdout_until;  // only with as_of, and after it
};

// One customer's line in the stream of all.
struct BulkSummary {
  std::string_view customer_id;
  int bucket = 0;
  PurchaseSummary summary;
  int64_t holdout_repeats = 0;
};

// All purchases in one line; days as above, nothing before the first purchase.
struct PurchaseSpan {
  std::optional<int64_t> first_day;
  std::optional<int64_t> last_day;
  int64_t customers = 0;  // who bought
};

// Returns the summary of the days in the window, and the hold-out count. `days` are in order.
BulkSummary SummariseWindow(std::span<const PurchaseDay> days, const SummaryWindow& window);

}  // namespace bestand::customer_profile
