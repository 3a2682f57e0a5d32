#include "services/scoring/domain/products/item_figures.h"

#include <algorithm>
#include <cmath>

namespace bestand::scoring {
namespace {

float Median(std::vector<int32_t>& gaps) {
  if (gaps.empty()) return 0;
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  return static_cast<float>(*middle);
}

void SetTrends(std::vector<ItemFigures>& items) {
  double all = 0, recent = 0;
  for (const ItemFigures& item : items) {
    all += item.customers;
    recent += item.recent_customers;
  }
  for (ItemFigures& item : items) {
    if (item.recent_customers == 0) continue;
    item.trend = static_cast<float>(std::sqrt(item.recent_customers / recent * all / item.customers));
  }
}

}  // namespace

std::vector<ItemFigures> FiguresOf(const PurchaseTable& table, int32_t recent_day) {
  std::vector<ItemFigures> items(table.items());
  std::vector<std::vector<int32_t>> gaps(table.items());
  for (size_t customer = 0; customer < table.customers(); ++customer) {
    ForEachItem(table.Of(customer), [&](uint32_t item, std::span<const ItemDay> rows) {
      ++items[item].customers;
      if (rows.back().day >= recent_day) ++items[item].recent_customers;
      for (size_t i = 1; i < rows.size(); ++i) gaps[item].push_back(rows[i].day - rows[i - 1].day);
    });
  }
  for (uint32_t item = 0; item < items.size(); ++item) items[item].usual_gap_days = Median(gaps[item]);
  SetTrends(items);
  return items;
}

}  // namespace bestand::scoring
