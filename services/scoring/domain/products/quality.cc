#include "services/scoring/domain/products/quality.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "common/error/error.h"
#include "services/scoring/domain/products/suggest.h"

namespace bestand::scoring {
namespace {

constexpr size_t kTop = 10;

double Gain(size_t place) { return 1 / std::log2(static_cast<double>(place) + 2); }

std::vector<uint32_t> ItemsOf(std::span<const ItemDay> rows) {
  std::vector<uint32_t> items;
  ForEachItem(rows, [&](uint32_t item, auto) { items.push_back(item); });
  return items;
}

std::vector<uint32_t> FirstDayFrom(std::span<const ItemDay> rows, int32_t day) {
  int32_t first = std::numeric_limits<int32_t>::max();
  for (const ItemDay& row : rows) {
    if (row.day >= day) first = std::min(first, row.day);
  }
  std::vector<uint32_t> items;
  for (const ItemDay& row : rows) {
    if (row.day == first) items.push_back(row.item);
  }
  return items;
}

std::vector<uint32_t> ByCustomers(const ProductModel& model) {
  std::vector<uint32_t> items(model.items.size());
  std::iota(items.begin(), items.end(), 0u);
  std::stable_sort(items.begin(), items.end(), [&](uint32_t a, uint32_t b) {
    return model.items[a].customers > model.items[b].customers;
  });
  return items;
}

// Items of a list in its order.
template <class Entry>
std::vector<uint32_t> Ranked(const std::vector<Entry>& list) {
  std::vector<uint32_t> items;
  for (const Entry& entry : list) items.push_back(entry.item);
  return items;
}

// The first 50 of `from` that are not among `without`, which rises.
std::vector<uint32_t> Without(std::span<const uint32_t> from, std::span<const uint32_t> without) {
  std::vector<uint32_t> kept;
  for (const uint32_t item : from) {
    if (kept.size() == QualityMeter::kPlaces) break;
    if (!std::binary_search(without.begin(), without.end(), item)) kept.push_back(item);
  }
  return kept;
}

// Measures all lists, customer by customer.
class Meters {
 public:
  explicit Meters(const ProductModel& model)
      : suggester_(model), popular_(ByCustomers(model)), day_(model.as_of_day) {}

  void Add(std::span<const ItemDay> past, std::span<const uint32_t> next) {
    const std::vector<uint32_t> known = ItemsOf(past);
    const Suggestions suggested = suggester_.Suggest({.bought = past,
                                                      .day = day_,
                                                      .most_again = QualityMeter::kPlaces,
                                                      .most_fresh = QualityMeter::kPlaces});
    std::vector<uint32_t> fresh;
    std::set_difference(next.begin(), next.end(), known.begin(), known.end(), std::back_inserter(fresh));
    const std::vector<uint32_t> popular_fresh = Without(popular_, known);
    std::vector<uint32_t> again = Ranked(suggested.again);
    again.insert(again.end(), popular_fresh.begin(), popular_fresh.end());
    again_.Add(again, next);
    again_popular_.Add(popular_, next);
    fresh_.Add(Ranked(suggested.fresh), fresh);
    fresh_popular_.Add(popular_fresh, fresh);
  }

  ProductQuality Mean() const {
    return {.again = again_.Mean(),
            .again_popular = again_popular_.Mean(),
            .fresh = fresh_.Mean(),
            .fresh_popular = fresh_popular_.Mean()};
  }

 private:
  Suggester suggester_;
  const std::vector<uint32_t> popular_;
  const int32_t day_;
  QualityMeter again_, again_popular_, fresh_, fresh_popular_;
};

}  // namespace

void QualityMeter::Add(std::span<const uint32_t> ranked, std::span<const uint32_t> wanted) {
  if (wanted.empty()) return;
  double gain = 0, best = 0, hits = 0, first = 0;
  for (size_t place = 0; place < std::min(kPlaces, ranked.size()); ++place) {
    if (!std::binary_search(wanted.begin(), wanted.end(), ranked[place])) continue;
    if (first == 0) first = 1 / static_cast<double>(place + 1);
    if (place < kTop) gain += Gain(place);
    if (place < kTop) ++hits;
  }
  for (size_t place = 0; place < std::min(kTop, wanted.size()); ++place) best += Gain(place);
  ++sum_.customers;
  sum_.hit_rate += hits > 0 ? 1 : 0;
  sum_.recall += hits / static_cast<double>(wanted.size());
  sum_.ndcg += gain / best;
  sum_.mrr += first;
}

ListQuality QualityMeter::Mean() const {
  const double n = static_cast<double>(std::max<int64_t>(sum_.customers, 1));
  return {sum_.customers, sum_.hit_rate / n, sum_.recall / n, sum_.ndcg / n, sum_.mrr / n};
}

NextPurchases SplitAt(const PurchaseTable& table, int32_t day) {
  NextPurchases split;
  const PurchaseTable past = Before(table, day);
  std::vector<bool> known(table.items());
  for (size_t customer = 0; customer < past.customers(); ++customer) {
    for (const ItemDay& row : past.Of(customer)) known[row.item] = true;
  }
  for (size_t customer = 0; customer < past.customers(); ++customer) {
    if (past.Of(customer).empty()) continue;
    split.past.Add(past.Of(customer));
    split.next.push_back(FirstDayFrom(table.Of(customer), day));
    std::erase_if(split.next.back(), [&](uint32_t item) { return !known[item]; });
  }
  return split;
}

absl::StatusOr<ProductQuality> MeasureProducts(const PurchaseTable& table, int32_t day,
                                               const ProductFitOptions& options, GoOn go_on) {
  const NextPurchases split = SplitAt(table, day);
  ASSIGN_OR_RETURN(const ProductModel model, FitProducts(split.past, day - 1, options, go_on));
  Meters meters(model);
  for (size_t customer = 0; customer < split.next.size(); ++customer) {
    if (customer % 1024 == 0 && !go_on(1, 1)) return absl::CancelledError("stopped");
    if (split.next[customer].empty()) continue;
    meters.Add(split.past.Of(customer), split.next[customer]);
  }
  ProductQuality quality = meters.Mean();
  quality.from_day = day;
  return quality;
}

}  // namespace bestand::scoring
