#pragma once

#include <cstdint>

namespace bestand::scoring {

// How one customer behaves beyond dates and counts: a few numbers that say enough about rhythm, season,
// decline and contacts. Days are counted from 1970-01-01 in the company's time zone, money is in minor units.
struct Behaviour {
  // Bit i: bought in the i-th calendar month before that of the last purchase, up to 62 months back. Bit 0 is
  // always set; 0 means that nothing of the purchases below is known.
  int64_t bought_months = 0;
  int64_t log_gaps_milli = 0;       // sum of 1000 ln(days) over the gaps between purchase days, each rounded
  int64_t earlier_value_minor = 0;  // net value of the days up to the middle between first and last purchase
  int32_t items = 0;                // lines bought on all purchase days
  int32_t earlier_items = 0;        // of these, up to that middle
  int32_t returned_permille = 0;  // of the last purchase day's value, what came back on later days; 0 to 1000
  int32_t open_complaints = 0;
  int32_t unanswered_contacts =
      0;                          // how often the company addressed the customer after the last purchase day
  int32_t recent_contacts = 0;    // ... in the 90 days up to the last time it did
  int32_t last_inbound_day = -1;  // when the customer last got in touch; -1 if never
  int32_t contract_end_day = -1;  // when a running contract ends; -1 without one, or when it is not known

  bool operator==(const Behaviour&) const = default;
};

}  // namespace bestand::scoring
