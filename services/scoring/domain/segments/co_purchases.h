#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bestand::scoring {

inline constexpr size_t kMostGroupedProducts = 4000;  // 64 MiB of counts
inline constexpr size_t kMostInBasket = 100;

// How often products were bought together. One thread at a time; memory 4 bytes a pair of products.
class CoPurchases {
 public:
  // `products` is at most kMostGroupedProducts.
  explicit CoPurchases(size_t products)
      : products_(products), together_(products * products), baskets_of_(products) {}

  // Counts what one customer bought on one day: different products, each 0 to products - 1. More than
  // kMostInBasket are left out: who buys everything says nothing about what goes together.
  void Add(std::span<const int32_t> basket);

  size_t products() const { return products_; }
  int64_t baskets() const { return baskets_; }
  int64_t baskets_of(size_t product) const { return baskets_of_[product]; }
  int64_t together(size_t a, size_t b) const { return together_[a * products_ + b]; }

 private:
  size_t products_;
  std::vector<int32_t> together_;
  std::vector<int64_t> baskets_of_;
  int64_t baskets_ = 0;
};

}  // namespace bestand::scoring
