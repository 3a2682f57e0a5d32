#include "services/scoring/work/segments/demand.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

// Adds up one customer after the other: whole minor units, so that floats round once.
class Spender {
 public:
  Spender(const ProductTable& products, CustomerTable& customers)
      : products_(products), customers_(customers), spent_(products.groups.size()), first_(spent_) {}

  void Add(const Basket& basket) {
    if (basket.customer_id != customer_) {
      Finish();
      customer_ = std::string(basket.customer_id);
      first_day_ = basket.day;
    }
    for (const BasketLine& line : basket.lines) {
      const int column = products_.GroupColumn(products_.group[static_cast<size_t>(line.product)]);
      if (column < 0) continue;
      spent_[static_cast<size_t>(column)] += line.value_minor;
      if (basket.day == first_day_) first_[static_cast<size_t>(column)] += line.value_minor;
    }
  }

  void Finish() {
    if (const auto row = customers_.Find(customer_)) Put(*row);
    std::fill(spent_.begin(), spent_.end(), 0);
    std::fill(first_.begin(), first_.end(), 0);
  }

 private:
  void Put(size_t row) {
    float* spent = customers_.behaviour.spent.data() + row * spent_.size();
    for (size_t g = 0; g < spent_.size(); ++g) spent[g] = static_cast<float>(spent_[g]);
    const auto most = std::max_element(first_.begin(), first_.end());
    if (most == first_.end() || *most == 0) return;
    customers_.first_group[row] = products_.groups[static_cast<size_t>(most - first_.begin())].id;
  }

  const ProductTable& products_;
  CustomerTable& customers_;
  std::string customer_;
  int32_t first_day_ = 0;
  std::vector<int64_t> spent_, first_;
};

// Purchases of each subject a week, of all customers (segment column 0) and of each segment.
class DemandCounts {
 public:
  DemandCounts(size_t subjects, size_t segments, int weeks)
      : segments_(segments + 1), weeks_(static_cast<size_t>(weeks)), counts_(subjects * segments_ * weeks_) {}

  void Count(size_t subject, size_t segment_column, size_t week) {
    ++counts_[(subject * segments_) * weeks_ + week];
    ++counts_[(subject * segments_ + segment_column) * weeks_ + week];
  }
  std::span<const int32_t> Of(size_t subject, size_t segment_column) const {
    return {counts_.data() + (subject * segments_ + segment_column) * weeks_, weeks_};
  }

 private:
  size_t segments_, weeks_;
  std::vector<int32_t> counts_;
};

struct Demand {
  DemandCounts products, groups;
  int weeks;
  int first_week;  // since 1970-01-01
};

int WholeWeeks(const ProductTable& products, int32_t until_day) {
  if (products.size() == 0) return 0;
  return std::clamp((until_day - products.first_day + 1) / 7, 0, kWeeksLookedAt);
}

// Counts the different ones among some numbers.
void CountDifferent(std::vector<int>& numbers, size_t segment_column, size_t week, DemandCounts& counts) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  for (const int number : numbers) {
    if (number >= 0) counts.Count(static_cast<size_t>(number), segment_column, week);
  }
}

void CountBasket(const Basket& basket, const ProductTable& products, size_t segment_column, size_t week,
                 Demand& demand) {
  std::vector<int> rows, groups;
  for (const BasketLine& line : basket.lines) {
    rows.push_back(line.product);
    groups.push_back(products.GroupColumn(products.group[static_cast<size_t>(line.product)]));
  }
  CountDifferent(rows, segment_column, week, demand.products);
  CountDifferent(groups, segment_column, week, demand.groups);
}

absl::Status CountDemand(const LineReading& reading, const ProductTable& products, const DemandQuery& query,
                         absl::FunctionRef<absl::Status(const Basket&)> seen, Demand& demand) {
  return ReadBasketsOf(products, reading, [&](const Basket& basket) {
    const int weeks_ago = (reading.until_day - basket.day) / 7;
    const auto row = query.customers.Find(basket.customer_id);
    if (row && weeks_ago < demand.weeks) {
      const auto segment =
          std::lower_bound(query.segment_ids.begin(), query.segment_ids.end(), query.segment_of[*row]);
      const auto column = static_cast<size_t>(segment - query.segment_ids.begin()) + 1;
      CountBasket(basket, products, column, static_cast<size_t>(demand.weeks - 1 - weeks_ago), demand);
    }
    return seen(basket);
  });
}

// How far from none the trend surely is, on the log scale; 0 when it may be none.
double SureGrowth(const Trend& trend) {
  if (trend.growth_low > 0) return std::log1p(trend.growth_low);
  if (trend.growth_high < 0) return -std::log1p(std::max(trend.growth_high, -1 + 1e-12));
  return 0;
}

void AddAdjusted(std::vector<TrendRow> list, std::vector<TrendRow>& rows) {
  std::vector<Trend> trends;
  for (const TrendRow& row : list) trends.push_back(row.trend);
  AdjustForMany(trends);
  for (size_t i = 0; i < list.size(); ++i) list[i].trend = trends[i];
  std::stable_sort(list.begin(), list.end(), [](const TrendRow& a, const TrendRow& b) {
    return std::pair(-SureGrowth(a.trend), a.trend.p_value) <
           std::pair(-SureGrowth(b.trend), b.trend.p_value);
  });
  rows.insert(rows.end(), list.begin(), list.end());
}

void AddGroupTrends(const Demand& demand, const ProductTable& products, size_t column, int32_t segment,
                    std::vector<TrendRow>& rows) {
  std::vector<TrendRow> list;
  for (size_t g = 0; g < products.groups.size(); ++g) {
    if (const auto trend = EstimateTrend(demand.groups.Of(g, column), demand.first_week)) {
      list.push_back({segment, TrendSubject::kGroup, std::to_string(products.groups[g].id),
                      products.groups[g].name, *trend});
    }
  }
  AddAdjusted(std::move(list), rows);
}

void AddProductTrends(const Demand& demand, const ProductTable& products, size_t column, int32_t segment,
                      std::vector<TrendRow>& rows) {
  std::vector<TrendRow> list;
  for (size_t i = 0; i < products.size(); ++i) {
    if (const auto trend = EstimateTrend(demand.products.Of(i, column), demand.first_week)) {
      list.push_back({segment, TrendSubject::kProduct, products.ids[i], products.names[i], *trend});
    }
  }
  AddAdjusted(std::move(list), rows);
}

}  // namespace

absl::Status AddSpending(const LineReading& reading, const ProductTable& products,
                         absl::FunctionRef<absl::Status(const Basket&)> seen, CustomerTable& customers) {
  customers.behaviour.groups = products.groups.size();
  customers.behaviour.spent.assign(customers.size() * products.groups.size(), 0);
  Spender spender(products, customers);
  RETURN_IF_ERROR(ReadBasketsOf(products, reading, [&](const Basket& basket) {
    spender.Add(basket);
    return seen(basket);
  }));
  spender.Finish();
  return absl::OkStatus();
}

absl::StatusOr<std::vector<TrendRow>> FindTrends(const LineReading& reading, const ProductTable& products,
                                                 const DemandQuery& query,
                                                 absl::FunctionRef<absl::Status(const Basket&)> seen) {
  const int weeks = WholeWeeks(products, reading.until_day);
  const size_t segments = query.segment_ids.size();
  Demand demand{.products = {products.size(), segments, weeks},
                .groups = {products.groups.size(), segments, weeks},
                .weeks = weeks,
                .first_week = (reading.until_day + 1) / 7 - weeks};
  RETURN_IF_ERROR(CountDemand(reading, products, query, seen, demand));
  std::vector<TrendRow> rows;
  for (size_t column = 0; column <= segments; ++column) {
    const int32_t segment = column == 0 ? 0 : query.segment_ids[column - 1];
    AddGroupTrends(demand, products, column, segment, rows);
    AddProductTrends(demand, products, column, segment, rows);
  }
  return rows;
}

}  // namespace bestand::scoring
