#include "services/scoring/domain/segments/co_purchases.h"

namespace bestand::scoring {

void CoPurchases::Add(std::span<const int32_t> basket) {
  if (basket.empty() || basket.size() > kMostInBasket) return;
  ++baskets_;
  for (const int32_t a : basket) {
    const auto row = static_cast<size_t>(a);
    ++baskets_of_[row];
    for (const int32_t b : basket) together_[row * products_ + static_cast<size_t>(b)] += a != b;
  }
}

}  // namespace bestand::scoring
