#include "services/scoring/work/segments/product_table.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "common/error/error.h"
#include "services/scoring/domain/segments/co_purchases.h"

namespace bestand::scoring {
namespace {

// Numbers products as they come.
struct Counter {
  std::unordered_map<std::string, int32_t> numbers;
  std::vector<std::string> ids;
  std::vector<int64_t> baskets;
  std::vector<int64_t> last_basket;  // in which each was seen last

  int32_t NumberOf(const std::string& id) {
    const auto [entry, added] = numbers.try_emplace(id, static_cast<int32_t>(ids.size()));
    if (added) {
      ids.push_back(id);
      baskets.push_back(0);
      last_basket.push_back(0);
    }
    return entry->second;
  }

  void Count(const Basket& basket, int64_t number) {
    for (const BasketLine& line : basket.lines) {
      const auto product = static_cast<size_t>(line.product);
      if (std::exchange(last_basket[product], number) != number) ++baskets[product];
    }
  }
};

// The products in most baskets, by id.
std::vector<size_t> MostBought(const Counter& counter) {
  std::vector<size_t> rows(counter.ids.size());
  std::iota(rows.begin(), rows.end(), size_t{0});
  std::sort(rows.begin(), rows.end(), [&](size_t a, size_t b) {
    return std::pair(-counter.baskets[a], counter.ids[a]) < std::pair(-counter.baskets[b], counter.ids[b]);
  });
  if (rows.size() > kMostGroupedProducts) rows.resize(kMostGroupedProducts);
  std::sort(rows.begin(), rows.end(), [&](size_t a, size_t b) { return counter.ids[a] < counter.ids[b]; });
  return rows;
}

}  // namespace

int32_t ProductTable::Find(const std::string& id) const {
  const auto found = std::lower_bound(ids.begin(), ids.end(), id);
  return found != ids.end() && *found == id ? static_cast<int32_t>(found - ids.begin()) : -1;
}

int ProductTable::GroupColumn(int32_t group_id) const {
  const auto found = std::lower_bound(groups.begin(), groups.end(), group_id,
                                      [](const ProductGroup& group, int32_t id) { return group.id < id; });
  return found != groups.end() && found->id == group_id ? static_cast<int>(found - groups.begin()) : -1;
}

absl::Status ReadBasketsOf(const ProductTable& products, const LineReading& reading,
                           absl::FunctionRef<absl::Status(const Basket&)> take) {
  const auto find = [&](const std::string& id) { return products.Find(id); };
  return ReadBaskets(reading.lines, {reading.until_day, reading.currency, find}, take);
}

absl::StatusOr<ProductTable> CountProducts(const LineReading& reading,
                                           absl::FunctionRef<absl::Status(const Basket&)> seen) {
  Counter counter;
  int64_t baskets = 0;
  ProductTable table{.first_day = std::numeric_limits<int32_t>::max()};
  const auto number = [&](const std::string& id) { return counter.NumberOf(id); };
  RETURN_IF_ERROR(
      ReadBaskets(reading.lines, {reading.until_day, reading.currency, number}, [&](const Basket& basket) {
        counter.Count(basket, ++baskets);
        table.first_day = std::min(table.first_day, basket.day);
        return seen(basket);
      }));
  table.all_products = static_cast<int64_t>(counter.ids.size());
  for (const size_t row : MostBought(counter)) {
    table.ids.push_back(counter.ids[row]);
    table.baskets.push_back(counter.baskets[row]);
  }
  table.names.resize(table.size());
  table.categories.resize(table.size());
  table.last_group.resize(table.size());
  table.group.resize(table.size());
  return table;
}

absl::Status NameProducts(AttributeSource& attributes, ProductTable& products) {
  return attributes.StreamProducts([&](const CatalogueProduct& product) {
    if (const int32_t row = products.Find(product.id); row >= 0) {
      products.names[static_cast<size_t>(row)] = product.name;
      products.categories[static_cast<size_t>(row)] = product.category;
    }
    return absl::OkStatus();
  });
}

void AddLastGroups(const std::vector<GroupedProduct>& last, int32_t next_group_id, ProductTable& products) {
  products.next_group_id = next_group_id;
  for (const GroupedProduct& product : last) {
    if (const int32_t row = products.Find(product.id); row >= 0) {
      products.last_group[static_cast<size_t>(row)] = product.group;
    }
  }
}

}  // namespace bestand::scoring
