#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bestand::scoring {

inline constexpr int kWeeksLookedAt = 104;     // older weeks are left out
inline constexpr int kWeeksToKnowSeason = 53;  // a year, and the weeks at its ends to compare
inline constexpr int kFewestWeeks = 12;
inline constexpr int64_t kFewestPurchases = 30;
inline constexpr int kFewestWeeksWithPurchases = 8;
inline constexpr double kFalseDiscoveries = .10;  // of the trends that are called so, at most

// How demand for something moves.
struct Trend {
  int weeks = 0;              // looked at: from the first one with a purchase on, at most kWeeksLookedAt
  int64_t purchases = 0;      // in them
  bool season_known = false;  // and taken out
  double level = 0;           // purchases a week where the time ends, without season
  double monthly_growth = 0;  // .05: 5 % more each month; > -1
  double growth_low = 0, growth_high = 0;  // 80 % interval
  double p_value = 1;                      // of no trend
  double q_value = 1;                      // of no trend, once AdjustForMany was called

  bool IsSure() const { return q_value <= kFalseDiscoveries; }
};

// Returns the trend of purchases a week (>= 0, oldest first, all weeks whole), the first of them `first_week`
// weeks after 1970-01-01; nothing below the least support: 12 weeks from the first purchase on, 30 purchases,
// 8 weeks with one.
//
// A log-linear model of the counts: level, growth, and where there are 53 weeks or more the season as yearly
// and half-yearly waves. Counts vary more than Poisson's and bad weeks come in rows, so the errors are those
// of quasi-Poisson (dispersion by Pearson's chi-square, at least 1), widened by (1 + rho) / (1 - rho) for
// residuals that repeat with correlation rho from week to week; tests and intervals by Student's t. Source:
// McCullagh, Nelder, "Generalized Linear Models" (1989) ch. 6, 9; the widening: Bartlett, J. Royal
// Statistical Society 98 (1935).
std::optional<Trend> EstimateTrend(std::span<const int32_t> purchases_a_week, int first_week);

// Sets the q-values: the share of false trends among those at least as sure as this one, as expected.
// Source: Benjamini, Hochberg, J. Royal Statistical Society B 57 (1995).
void AdjustForMany(std::span<Trend> trends);

}  // namespace bestand::scoring
