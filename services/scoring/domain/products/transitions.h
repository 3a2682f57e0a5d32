#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bestand::scoring {

// How many customers bought `to` for the first time on a later day than their first `from`.
struct Transition {
  uint32_t from, to;
  int32_t customers;  // the support, > 0
};

// Everything that was bought after something else, summed up.
struct TransitionTotals {
  std::vector<int64_t> from;  // transitions from each item, to any
  std::vector<int64_t> to;    // transitions to each item, from any
  int64_t all = 0;
};

// How much more often than expected.
struct Lift {
  double expected = 0;  // customers, if what comes later did not depend on what came before
  double lift = 0;      // customers / expected; 0 where nothing is expected
  double lower = 0;     // the lift's lower bound, 95 % two-sided
};

// Returns the lower limit of the 95 % two-sided interval for the mean of a Poisson count; 0 for 0. Never
// above Garwood's exact limit: within 1 % of it from a count of 5 on, 7 % below it at 2, half of it at 1.
//
// Source: Byar's approximation, in Breslow, Day, "Statistical Methods in Cancer Research" II (1987), equation
// 2.13; the exact limit: Garwood, Biometrika 28 (1936).
double PoissonLowerLimit(int64_t count);

// Compares a transition with the expectation of the independence model from(X) to(Y) / all. Who buys much
// counts with each of his transitions in the totals too, so large baskets alone make no lift. The bound takes
// the expectation as exact; each customer counts once at most, so the count varies no more than a Poisson
// count, and the bound is on the safe side.
Lift LiftOf(const Transition& transition, const TransitionTotals& totals);

// What came after what.
struct TransitionTable {
  TransitionTotals totals;
  std::vector<std::vector<Transition>> of_item;  // from each item the most frequent ones, by support

  // The most frequent ones of all items, by support; at most `limit`.
  std::vector<Transition> MostFrequent(size_t limit) const;
};

// Whether `a` comes before `b` in a list by support.
inline bool MoreFrequent(const Transition& a, const Transition& b) {
  if (a.customers != b.customers) return a.customers > b.customers;
  return a.from != b.from ? a.from < b.from : a.to < b.to;
}

// Adds an item's row: `later` customers who bought each item later. Keeps the `most` most frequent with at
// least `least` customers.
struct RowLimits {
  size_t most = 30;
  int32_t least = 2;
};
void AddRow(uint32_t item, std::span<const int32_t> later, const RowLimits& limits, TransitionTable& table);

}  // namespace bestand::scoring
