#include "services/scoring/domain/products/suggest.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bestand::scoring {
namespace {

constexpr double kPopularityPower = 0.3;

Rhythm RhythmOf(double silent_days, double gap_days) {
  if (gap_days <= 0) return Rhythm::kUnknown;
  if (silent_days < gap_days / 2) return Rhythm::kNotYet;
  return silent_days <= gap_days * 1.5 ? Rhythm::kDue : Rhythm::kOverdue;
}

bool Contains(std::span<const uint32_t> rising, uint32_t item) {
  return std::binary_search(rising.begin(), rising.end(), item);
}

bool Bought(std::span<const ItemDay> bought, uint32_t item) {
  const auto at = std::partition_point(bought.begin(), bought.end(),
                                       [item](const ItemDay& row) { return row.item < item; });
  return at != bought.end() && at->item == item;
}

// Orders the best `most` to the front, best first, and drops the rest.
template <class Scored>
void KeepBest(std::vector<Scored>& all, size_t most) {
  const auto kept = static_cast<std::ptrdiff_t>(std::min(most, all.size()));
  std::partial_sort(all.begin(), all.begin() + kept, all.end(), [](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score > b.score : a.item < b.item;
  });
  all.erase(all.begin() + kept, all.end());
}

// customers^.3 times the trend, the customers of late smoothed by one: what was not bought lately may be
// missing from the shelf for a while only.
std::vector<double> PopularitiesOf(const std::vector<ItemFigures>& items) {
  double most = 1;
  for (const ItemFigures& item : items) most = std::max<double>(most, item.customers);
  std::vector<double> popularities;
  for (const ItemFigures& item : items) {
    const double customers = std::max(item.customers, 1);
    popularities.push_back(std::pow(customers / most, kPopularityPower) *
                           std::sqrt((item.recent_customers + 1) / customers));
  }
  return popularities;
}

std::vector<uint32_t> ByRecentCustomers(const std::vector<ItemFigures>& figures) {
  std::vector<uint32_t> items(figures.size());
  std::iota(items.begin(), items.end(), 0u);
  std::sort(items.begin(), items.end(), [&](uint32_t a, uint32_t b) {
    const ItemFigures &left = figures[a], &right = figures[b];
    if (left.recent_customers != right.recent_customers)
      return left.recent_customers > right.recent_customers;
    return left.customers != right.customers ? left.customers > right.customers : a < b;
  });
  return items;
}

}  // namespace

Suggester::Suggester(const ProductModel& model)
    : model_(model),
      trending_(ByRecentCustomers(model.items)),
      popularity_(PopularitiesOf(model.items)),
      scores_(model.items.size()),
      places_(model.items.size()) {
  for (const ItemFigures& item : model.items) trends_.push_back(item.trend);
}

Suggestions Suggester::Suggest(const SuggestionOrder& order) {
  Suggestions result;
  RankAgain(order, result);
  AddLinks(order);
  RankFresh(order, result);
  if (result.fresh.empty()) AddTrending(order, result);
  return result;
}

BuyAgain Suggester::AgainOf(uint32_t item, std::span<const ItemDay> rows, int32_t day) const {
  BuyAgain again{.item = item, .days = static_cast<int32_t>(rows.size()), .last_day = rows.back().day};
  again.own_gap = rows.size() > 1;
  again.gap_days = again.own_gap ? static_cast<double>(rows.back().day - rows.front().day) / (again.days - 1)
                                 : model_.items[item].usual_gap_days;
  again.rhythm = RhythmOf(day - again.last_day, again.gap_days);
  again.score = again.days * popularity_[item];
  return again;
}

void Suggester::RankAgain(const SuggestionOrder& order, Suggestions& result) {
  ForEachItem(order.bought, [&](uint32_t item, std::span<const ItemDay> rows) {
    if (item >= model_.items.size() || Contains(order.unwanted, item)) return;
    result.again.push_back(AgainOf(item, rows, order.day));
  });
  KeepBest(result.again, order.most_again);
}

void Suggester::AddLinks(const SuggestionOrder& order) {
  std::fill(scores_.begin(), scores_.end(), 0.f);
  ForEachItem(order.bought, [&](uint32_t item, std::span<const ItemDay>) {
    if (item >= model_.links.size()) return;
    const Links& links = model_.links[item];
    const size_t size = links.items.size();
    for (size_t i = 0; i < size; ++i) scores_[links.items[i]] += links.weights[i];
  });
}

void Suggester::Drop(uint32_t item) {
  if (item < scores_.size()) scores_[item] = 0;
}

// Keeps what was best so far in order, so that nearly all others fall at one comparison.
void Suggester::TakeBest(size_t most) {
  candidates_.clear();
  float least = 0;
  for (uint32_t item = 0; most > 0 && item < scores_.size(); ++item) {
    if (scores_[item] <= least) continue;
    if (candidates_.size() == most) candidates_.pop_back();
    const Candidate candidate{item, scores_[item]};
    const auto place =
        std::partition_point(candidates_.begin(), candidates_.end(),
                             [&](const Candidate& better) { return better.score >= candidate.score; });
    candidates_.insert(place, candidate);
    if (candidates_.size() == most) least = candidates_.back().score;
  }
}

void Suggester::RankFresh(const SuggestionOrder& order, Suggestions& result) {
  for (const uint32_t item : order.unwanted) Drop(item);
  for (const ItemDay& row : order.bought) Drop(row.item);
  for (size_t item = 0; item < scores_.size(); ++item) scores_[item] *= trends_[item];
  TakeBest(order.most_fresh);
  for (const Candidate& best : candidates_) result.fresh.push_back({best.item, best.score, std::nullopt, {}});
  Explain(order, result.fresh);
}

// Of what was bought, the item that adds most to the score and after which the new one was surely bought more
// often than expected. All links of the customer are looked through once: to search each for each new item
// takes four times as long.
void Suggester::Explain(const SuggestionOrder& order, std::vector<NewItem>& fresh) {
  std::vector<float> most(fresh.size());
  for (size_t i = 0; i < fresh.size(); ++i) places_[fresh[i].item] = static_cast<uint16_t>(i + 1);
  ForEachItem(order.bought, [&](uint32_t item, std::span<const ItemDay>) {
    if (item >= model_.links.size()) return;
    const Links& links = model_.links[item];
    for (size_t i = 0; i < links.items.size(); ++i) {
      const uint16_t place = places_[links.items[i]];
      if (place == 0 || links.weights[i] <= most[place - 1u]) continue;
      const Transition from{item, links.items[i], links.customers[i]};
      const Lift lift = LiftOf(from, model_.after.totals);
      if (lift.lower <= 1) continue;
      most[place - 1u] = links.weights[i];
      fresh[place - 1u].from = from;
      fresh[place - 1u].lift = lift;
    }
  });
  for (const NewItem& item : fresh) places_[item.item] = 0;
}

void Suggester::AddTrending(const SuggestionOrder& order, Suggestions& result) const {
  result.trending = true;
  for (const uint32_t item : trending_) {
    if (result.fresh.size() >= order.most_fresh || model_.items[item].customers == 0) return;
    if (Bought(order.bought, item) || Contains(order.unwanted, item)) continue;
    result.fresh.push_back(
        {item, static_cast<double>(model_.items[item].recent_customers), std::nullopt, {}});
  }
}

}  // namespace bestand::scoring
