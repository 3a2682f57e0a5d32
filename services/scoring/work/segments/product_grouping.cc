#include "services/scoring/work/segments/product_grouping.h"

#include <algorithm>
#include <map>

#include "common/error/error.h"
#include "services/scoring/domain/segments/group_names.h"
#include "services/scoring/domain/segments/product_groups.h"

namespace bestand::scoring {
namespace {

bool HasCategories(const ProductTable& products) {
  int64_t with = 0, all = 0;
  for (size_t i = 0; i < products.size(); ++i) {
    all += products.baskets[i];
    if (!products.categories[i].empty()) with += products.baskets[i];
  }
  return with > 0 && 2 * with >= all;
}

// The most bought categories.
std::vector<std::string> CategoriesOf(const ProductTable& products) {
  std::map<std::string, int64_t> baskets;
  for (size_t i = 0; i < products.size(); ++i) {
    if (!products.categories[i].empty()) baskets[products.categories[i]] += products.baskets[i];
  }
  std::vector<std::pair<int64_t, std::string>> by_baskets;
  for (const auto& [category, count] : baskets) by_baskets.emplace_back(-count, category);
  std::sort(by_baskets.begin(), by_baskets.end());
  if (by_baskets.size() > kMostProductGroups) by_baskets.resize(kMostProductGroups);
  std::vector<std::string> categories;
  for (const auto& [count, category] : by_baskets) categories.push_back(category);
  return categories;
}

void GroupByCategory(const std::vector<ProductGroup>& last, ProductTable& products) {
  std::map<std::string, int32_t> ids;
  for (const std::string& category : CategoriesOf(products)) {
    const auto before = std::find_if(last.begin(), last.end(),
                                     [&](const ProductGroup& group) { return group.name == category; });
    const int32_t id = before != last.end() ? before->id : products.next_group_id++;
    ids[category] = id;
    products.groups.push_back({.id = id, .name = category});
  }
  std::sort(products.groups.begin(), products.groups.end(),
            [](const ProductGroup& a, const ProductGroup& b) { return a.id < b.id; });
  for (size_t i = 0; i < products.size(); ++i) {
    const auto id = ids.find(products.categories[i]);
    products.group[i] = id != ids.end() ? id->second : 0;
  }
}

absl::StatusOr<CoPurchases> CountTogether(const LineReading& reading, const ProductTable& products,
                                          absl::FunctionRef<absl::Status(const Basket&)> seen) {
  CoPurchases together(products.size());
  std::vector<int32_t> different;
  RETURN_IF_ERROR(ReadBasketsOf(products, reading, [&](const Basket& basket) {
    different.clear();
    for (const BasketLine& line : basket.lines) different.push_back(line.product);
    std::sort(different.begin(), different.end());
    different.erase(std::unique(different.begin(), different.end()), different.end());
    together.Add(different);
    return seen(basket);
  }));
  return together;
}

// Names new groups; others keep the name they had.
void NameNewGroups(const std::vector<ProductGroup>& last, const std::vector<int32_t>& ids,
                   ProductTable& products) {
  std::vector<NamedProduct> named;
  for (size_t i = 0; i < products.size(); ++i) {
    named.push_back({products.names[i], products.group[i], products.baskets[i]});
  }
  std::vector<std::string> names = NameGroups(named, ids);
  for (size_t g = 0; g < ids.size(); ++g) {
    const auto before =
        std::find_if(last.begin(), last.end(), [&](const ProductGroup& group) { return group.id == ids[g]; });
    products.groups.push_back({.id = ids[g], .name = before != last.end() ? before->name : names[g]});
  }
}

void CountMembers(ProductTable& products) {
  for (size_t i = 0; i < products.size(); ++i) {
    const int column = products.GroupColumn(products.group[i]);
    if (column < 0) continue;
    ++products.groups[static_cast<size_t>(column)].products;
    products.groups[static_cast<size_t>(column)].baskets += products.baskets[i];
  }
}

}  // namespace

absl::Status GroupTheProducts(const LineReading& reading, const std::vector<ProductGroup>& last,
                              absl::FunctionRef<absl::Status(const Basket&)> seen, ProductTable& products) {
  if (HasCategories(products)) {
    GroupByCategory(last, products);
  } else {
    ASSIGN_OR_RETURN(const CoPurchases together, CountTogether(reading, products, seen));
    const ProductGroups found =
        GroupProducts(together, products.ids, products.last_group, products.next_group_id);
    products.group = found.of;
    products.next_group_id = found.next_id;
    NameNewGroups(last, found.ids, products);
  }
  CountMembers(products);
  return absl::OkStatus();
}

}  // namespace bestand::scoring
