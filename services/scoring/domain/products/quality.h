#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/products/fit_products.h"

namespace bestand::scoring {

// How well lists of suggestions met what customers bought next; means over the customers.
struct ListQuality {
  int64_t customers = 0;  // with something that could be met
  double hit_rate = 0;    // share with a hit among the first 10
  double recall = 0;      // share of what was bought that is among the first 10
  double ndcg = 0;        // hits among the first 10, worth less further down: 1 is the best order
  double mrr = 0;         // 1 / place of the first hit among the first 50, 0 without
};

// Collects the quality of one list a customer. One thread at a time.
class QualityMeter {
 public:
  static constexpr size_t kPlaces = 50;

  // `ranked` are items, best first, each once, of which the first 50 count; `wanted` what was bought, rising.
  // Where nothing is wanted, the customer does not count.
  void Add(std::span<const uint32_t> ranked, std::span<const uint32_t> wanted);

  ListQuality Mean() const;

 private:
  ListQuality sum_;
};

// A past to fit on, and what each of its customers bought next.
struct NextPurchases {
  PurchaseTable past;
  std::vector<std::vector<uint32_t>> next;  // items of the first purchase day from the split on, rising
};

// Splits at a day: before it is past. Items that nobody bought in the past are left out of `next`, and so are
// customers without a past.
NextPurchases SplitAt(const PurchaseTable& table, int32_t day);

// What a model is worth, measured on time it did not see.
struct ProductQuality {
  int32_t from_day = 0;       // the first day kept back
  ListQuality again;          // all that was bought next, by "again"
  ListQuality again_popular;  // the same, by what most customers bought
  ListQuality fresh;          // what was bought next and never before, by "fresh"
  ListQuality fresh_popular;  // the same, by what most customers bought
};

// Fits on what was bought before `day` and measures on everybody's first purchase day from then on. Fails as
// FitProducts does.
absl::StatusOr<ProductQuality> MeasureProducts(const PurchaseTable& table, int32_t day,
                                               const ProductFitOptions& options, GoOn go_on);

}  // namespace bestand::scoring
