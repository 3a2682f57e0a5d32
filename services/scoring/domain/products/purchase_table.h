#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bestand::scoring {

// A purchase of one item on one day, whatever the quantity; items are numbered from 0, days from 1970-01-01.
struct ItemDay {
  uint32_t item;
  int32_t day;

  auto operator<=>(const ItemDay&) const = default;
};

// One line of a purchase or, with a quantity below 0, of a return.
struct ItemLine {
  uint32_t item;
  int32_t day;
  int64_t quantity;
};

// What a customer bought and kept, and what came back.
struct NetPurchases {
  std::vector<ItemDay> bought;     // by item and day, each once
  std::vector<uint32_t> returned;  // items of which no more was kept than came back, rising
};

// Nets the lines of one customer, in any order: an item of which as much came back as was bought, or more,
// was not bought at all, whenever it came back.
NetPurchases Net(std::span<const ItemLine> lines);

// Who bought what when, 8 bytes an item and day. One thread at a time writes, many may read.
class PurchaseTable {
 public:
  // Adds a customer with purchases by item and day, each once; one without any counts as customer too.
  void Add(std::span<const ItemDay> bought);

  size_t customers() const { return ends_.size() - 1; }
  size_t size() const { return rows_.size(); }
  // Number of items: one more than the highest there is.
  uint32_t items() const { return items_; }
  // First and last day of all; 0 without rows.
  int32_t first_day() const { return first_day_; }
  int32_t last_day() const { return last_day_; }
  // By item and day.
  std::span<const ItemDay> Of(size_t customer) const {
    return {rows_.data() + ends_[customer], rows_.data() + ends_[customer + 1]};
  }

 private:
  std::vector<ItemDay> rows_;
  std::vector<size_t> ends_ = {0};
  uint32_t items_ = 0;
  int32_t first_day_ = 0, last_day_ = 0;
};

// Returns the same customers with what they bought before a day.
PurchaseTable Before(const PurchaseTable& table, int32_t day);

// Calls show(item, its rows) for each item of rows by item and day.
template <class Show>
void ForEachItem(std::span<const ItemDay> rows, Show show) {
  for (size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    while (end < rows.size() && rows[end].item == rows[begin].item) ++end;
    show(rows[begin].item, rows.subspan(begin, end - begin));
  }
}

}  // namespace bestand::scoring
