#include "services/scoring/domain/products/purchase_table.h"

#include <algorithm>

namespace bestand::scoring {

NetPurchases Net(std::span<const ItemLine> lines) {
  std::vector<ItemLine> sorted(lines.begin(), lines.end());
  std::sort(sorted.begin(), sorted.end(), [](const ItemLine& a, const ItemLine& b) {
    return ItemDay{a.item, a.day} < ItemDay{b.item, b.day};
  });
  NetPurchases net;
  for (size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    const size_t kept = net.bought.size();
    int64_t quantity = 0;
    for (; end < sorted.size() && sorted[end].item == sorted[begin].item; ++end) {
      quantity += sorted[end].quantity;
      const ItemDay row{sorted[end].item, sorted[end].day};
      const bool known = net.bought.size() > kept && net.bought.back() == row;
      if (sorted[end].quantity > 0 && !known) net.bought.push_back(row);
    }
    if (quantity > 0) continue;
    net.bought.resize(kept);
    net.returned.push_back(sorted[begin].item);
  }
  return net;
}

void PurchaseTable::Add(std::span<const ItemDay> bought) {
  for (const ItemDay& row : bought) {
    if (rows_.empty()) first_day_ = last_day_ = row.day;
    first_day_ = std::min(first_day_, row.day);
    last_day_ = std::max(last_day_, row.day);
    items_ = std::max(items_, row.item + 1);
    rows_.push_back(row);
  }
  ends_.push_back(rows_.size());
}

PurchaseTable Before(const PurchaseTable& table, int32_t day) {
  PurchaseTable before;
  std::vector<ItemDay> kept;
  for (size_t customer = 0; customer < table.customers(); ++customer) {
    kept.clear();
    for (const ItemDay& row : table.Of(customer)) {
      if (row.day < day) kept.push_back(row);
    }
    before.Add(kept);
  }
  return before;
}

}  // namespace bestand::scoring
