#pragma once

#include <cstdint>
#include <vector>

#include "services/scoring/domain/products/transitions.h"

namespace bestand::scoring {

// How much one bought item speaks for others; position i of each column belongs to the same item.
struct Links {
  std::vector<uint32_t> items;     // rising
  std::vector<float> weights;      // of EASE^R, or the cosine; not 0
  std::vector<int32_t> customers;  // who bought it for the first time on a later day than the one item
};

// What is known of one item.
struct ItemFigures {
  int32_t customers = 0;         // who ever bought it
  int32_t recent_customers = 0;  // who bought it in the last trend_days
  float usual_gap_days = 0;      // median days between two purchases by one customer; 0 when nobody came back
  float trend = 0;  // sqrt(share of what was bought lately / share of all), 0 if not bought lately
};

// What customers who bought something are likely to buy next. Immutable when made; threads may share it.
struct ProductModel {
  int32_t as_of_day = 0;  // the last day that counts, from 1970-01-01
  int64_t customers = 0;  // with at least one purchase
  int64_t purchases = 0;  // items and days of all customers
  bool dense = true;      // links are EASE^R's; otherwise cosines
  std::vector<ItemFigures> items;
  std::vector<Links> links;     // of each item the strongest; none for items of few customers
  TransitionTable after;        // of any purchase
  TransitionTable after_first;  // of the customer's first purchase day
};

}  // namespace bestand::scoring
