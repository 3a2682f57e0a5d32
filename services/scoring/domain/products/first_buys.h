#pragma once

#include <cstdint>
#include <vector>

#include "services/scoring/domain/products/purchase_table.h"

namespace bestand::scoring {

// How many customers of an item bought each item, position = item.
struct Beside {
  std::vector<int32_t> together;     // bought it too, ever; at the item itself its own customers
  std::vector<int32_t> later;        // bought it for the first time on a later day than the item
  std::vector<int32_t> after_first;  // the same, of those who bought the item on their first day of all
};

// The first day each customer bought each item, by customer and by item. Many threads may read.
class FirstBuys {
 public:
  // Every item of the table must be below `items`.
  FirstBuys(const PurchaseTable& table, uint32_t items);

  uint32_t items() const { return static_cast<uint32_t>(item_ends_.size() - 1); }
  int32_t CustomersOf(uint32_t item) const {
    return static_cast<int32_t>(item_ends_[item + 1] - item_ends_[item]);
  }

  // Counts beside one item: as many steps as its customers bought items.
  void Count(uint32_t item, Beside& beside) const;

 private:
  struct Buyer {
    uint32_t customer;
    int32_t day;
  };

  std::vector<ItemDay> firsts_;  // of one customer after the other
  std::vector<size_t> customer_ends_ = {0};
  std::vector<int32_t> first_days_;  // each customer's first day of all
  std::vector<Buyer> buyers_;        // of one item after the other
  std::vector<size_t> item_ends_;
};

}  // namespace bestand::scoring
