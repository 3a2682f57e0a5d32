#include "services/scoring/storage/products/product_rows.h"

#include <bit>
#include <cstring>
#include <span>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

using storage::Row;

static_assert(std::endian::native == std::endian::little, "numbers are kept as they are in memory");

constexpr size_t kNumbersAList = 5;

template <class Number>
std::string BytesOf(const std::vector<Number>& numbers) {
  static_assert(sizeof(Number) == 4);
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)};
}

template <class Number>
std::vector<Number> NumbersOf(const std::string& bytes) {
  std::vector<Number> numbers(bytes.size() / sizeof(Number));
  if (numbers.empty()) return numbers;  // nothing to copy to
  std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(Number));
  return numbers;
}

void Append(const ListQuality& list, std::vector<double>& numbers) {
  numbers.insert(numbers.end(),
                 {static_cast<double>(list.customers), list.hit_rate, list.recall, list.ndcg, list.mrr});
}

ListQuality ListAt(std::span<const double> numbers, size_t list) {
  const auto own = numbers.subspan(list * kNumbersAList, kNumbersAList);
  return {static_cast<int64_t>(own[0]), own[1], own[2], own[3], own[4]};
}

std::vector<double> QualityNumbers(const ProductRecord& record) {
  std::vector<double> numbers;
  if (!record.quality) return numbers;
  const ProductQuality& quality = *record.quality;
  for (const auto& list : {quality.again, quality.again_popular, quality.fresh, quality.fresh_popular}) {
    Append(list, numbers);
  }
  return numbers;
}

void CopyTransitions(const std::vector<Transition>& row, storage::BinaryCopy& copy) {
  std::vector<uint32_t> items;
  std::vector<int32_t> customers;
  for (const Transition& transition : row) {
    items.push_back(transition.to);
    customers.push_back(transition.customers);
  }
  copy.Bytes(BytesOf(items));
  copy.Bytes(BytesOf(customers));
}

struct Counts {
  int64_t from, to;
};

// Adds the next product's transitions; says whether they fit together.
bool AddTransitions(const Row& row, int column, Counts counts, size_t known, TransitionTable& table) {
  const auto items = NumbersOf<uint32_t>(row.Bytes(column));
  const auto customers = NumbersOf<int32_t>(row.Bytes(column + 1));
  if (items.size() != customers.size()) return false;
  const auto from = static_cast<uint32_t>(table.of_item.size());
  auto& transitions = table.of_item.emplace_back();
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i] >= known) return false;
    transitions.push_back({from, items[i], customers[i]});
  }
  table.totals.from.push_back(counts.from);
  table.totals.to.push_back(counts.to);
  table.totals.all += counts.from;
  return true;
}

bool Fits(const Links& links, size_t known) {
  for (const uint32_t item : links.items) {
    if (item >= known) return false;
  }
  return links.items.size() == links.weights.size() && links.items.size() == links.customers.size();
}

}  // namespace

std::vector<storage::Param> ParamsOf(const ProductRecord& record) {
  std::optional<int32_t> holdout_day;
  if (record.quality) holdout_day = record.quality->from_day;
  return {{"id", record.id},
          {"create_time", record.create_time},
          {"as_of_day", record.model.as_of_day},
          {"customers", record.model.customers},
          {"purchases", record.model.purchases},
          {"items", static_cast<int64_t>(record.model.items.size())},
          {"dense", record.model.dense},
          {"fit_ms", record.fit_ms},
          {"holdout_day", holdout_day},
          {"quality", QualityNumbers(record)}};
}

ProductRecord ToProductRecord(std::string_view id, const Row& row) {
  ProductRecord record;
  record.id = id;
  record.create_time = row.Time(0);
  record.model.as_of_day = static_cast<int32_t>(row.Int(1));
  record.model.customers = row.Int(2);
  record.model.purchases = row.Int(3);
  record.model.dense = row.Bool(5);
  record.fit_ms = row.Real(6);
  const std::vector<double> numbers = row.Reals(8);
  if (row.IsNull(7) || numbers.size() != 4 * kNumbersAList) return record;
  record.quality = ProductQuality{static_cast<int32_t>(row.Int(7)), ListAt(numbers, 0), ListAt(numbers, 1),
                                  ListAt(numbers, 2), ListAt(numbers, 3)};
  return record;
}

void CopyItem(const ProductRecord& record, uint32_t item, storage::BinaryCopy& copy) {
  const ProductModel& model = record.model;
  const ItemFigures& figures = model.items[item];
  copy.StartRow(19);
  copy.Uuid(record.id);
  copy.Int4(static_cast<int32_t>(item));
  copy.Text(record.product_ids[item]);
  copy.Text(record.display_names[item]);
  copy.Int4(figures.customers);
  copy.Int4(figures.recent_customers);
  copy.Float4(figures.usual_gap_days);
  copy.Float4(figures.trend);
  for (const TransitionTable* table : {&model.after, &model.after_first}) {
    copy.Int8(table->totals.from[item]);
    copy.Int8(table->totals.to[item]);
  }
  copy.Bytes(BytesOf(model.links[item].items));
  copy.Bytes(BytesOf(model.links[item].weights));
  copy.Bytes(BytesOf(model.links[item].customers));
  CopyTransitions(model.after.of_item[item], copy);
  CopyTransitions(model.after_first.of_item[item], copy);
}

absl::Status AddItem(const Row& row, size_t items, ProductRecord& record) {
  record.product_ids.emplace_back(row.Text(0));
  record.display_names.emplace_back(row.Text(1));
  ProductModel& model = record.model;
  model.items.push_back({static_cast<int32_t>(row.Int(2)), static_cast<int32_t>(row.Int(3)),
                         static_cast<float>(row.Real(4)), static_cast<float>(row.Real(5))});
  model.links.push_back({NumbersOf<uint32_t>(row.Bytes(10)), NumbersOf<float>(row.Bytes(11)),
                         NumbersOf<int32_t>(row.Bytes(12))});
  const bool whole = Fits(model.links.back(), items) &&
                     AddTransitions(row, 13, {row.Int(6), row.Int(7)}, items, model.after) &&
                     AddTransitions(row, 15, {row.Int(8), row.Int(9)}, items, model.after_first);
  if (whole) return absl::OkStatus();
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "A product model cannot be read; fit a new one.", {{"model", record.id}});
}

}  // namespace bestand::scoring
