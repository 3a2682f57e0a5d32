#include "services/scoring/domain/products/transitions.h"

#include <algorithm>
#include <cmath>

namespace bestand::scoring {

double PoissonLowerLimit(int64_t count) {
  if (count <= 0) return 0;
  constexpr double kZ = 1.959963984540054;
  const double n = static_cast<double>(count);
  const double root = 1 - 1 / (9 * n) - kZ / (3 * std::sqrt(n));
  return std::max(0., n * root * root * root);
}

Lift LiftOf(const Transition& transition, const TransitionTotals& totals) {
  if (totals.all == 0) return {};
  const double expected = static_cast<double>(totals.from[transition.from]) *
                          static_cast<double>(totals.to[transition.to]) / static_cast<double>(totals.all);
  if (expected <= 0) return {};
  return {expected, transition.customers / expected, PoissonLowerLimit(transition.customers) / expected};
}

std::vector<Transition> TransitionTable::MostFrequent(size_t limit) const {
  std::vector<Transition> all;
  for (const auto& row : of_item) all.insert(all.end(), row.begin(), row.end());
  const size_t kept = std::min(limit, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end(), MoreFrequent);
  all.resize(kept);
  return all;
}

void AddRow(uint32_t item, std::span<const int32_t> later, const RowLimits& limits, TransitionTable& table) {
  table.totals.from.resize(later.size());
  table.totals.to.resize(later.size());
  table.of_item.resize(later.size());
  std::vector<Transition> row;
  for (uint32_t to = 0; to < later.size(); ++to) {
    table.totals.from[item] += later[to];
    table.totals.to[to] += later[to];
    table.totals.all += later[to];
    if (later[to] >= limits.least) row.push_back({item, to, later[to]});
  }
  const size_t kept = std::min(limits.most, row.size());
  std::partial_sort(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(kept), row.end(), MoreFrequent);
  table.of_item[item].assign(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(kept));
}

}  // namespace bestand::scoring
