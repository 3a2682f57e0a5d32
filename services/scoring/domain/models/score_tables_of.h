#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "services/scoring/domain/models/gamma_rate.h"
#include "services/scoring/domain/models/moments.h"
#include "services/scoring/domain/models/score_tables.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {

inline constexpr int kCachedRepeats = 512;
inline constexpr int kCachedDays = 7320;
inline constexpr double kNotYet = -1;

inline double WeeksOf(int days) { return days / kDaysPerWeek; }

// Makes `column` long enough for `day`, doubling so that a growing column is seldom copied.
template <class T>
void GrowTo(std::vector<T>& column, int day, const T& empty) {
  const size_t need = static_cast<size_t>(day) + 1;
  if (column.size() < need) column.resize(std::max(need, 2 * column.size()), empty);
}

// The logarithms of the days from the first purchase on.
template <class Terms>
class DayLogs {
 public:
  TimeLogs<double> At(const Terms& terms, int day) {
    while (static_cast<size_t>(day) >= logs_.size()) {
      logs_.push_back(terms.LogsAt(WeeksOf(static_cast<int>(logs_.size()))));
    }
    return logs_[day];
  }

 private:
  std::vector<TimeLogs<double>> logs_;  // by day
};

// GoneWeight of one x by day, filled by blocks of days where a family does that faster.
template <class Terms>
class GoneByDay {
 public:
  double At(const Terms& terms, int x, int day) {
    if (day >= kCachedDays) return terms.GoneWeight(x, WeeksOf(day));
    const int block = day / kBlock;
    GrowTo(weights_, (block + 1) * kBlock - 1, kNotYet);
    const auto weights = std::span(weights_).subspan(static_cast<size_t>(block) * kBlock, kBlock);
    if (weights[0] == kNotYet) Fill(terms, x, block * kBlock, weights);
    return weights_[day];
  }

 private:
  static constexpr bool kInBlocks = requires(const Terms& terms, std::span<double> weights) {
    terms.GoneWeights({}, weights);
  };
  static constexpr int kBlock = kInBlocks ? 32 : 1;

  static void Fill(const Terms& terms, int x, int from, std::span<double> weights) {
    std::array<Place, kBlock> places;
    for (int i = 0; i < kBlock; ++i) places[i] = {x, WeeksOf(from + i)};
    FillGoneWeights<double>(terms, places, weights);
  }

  std::vector<double> weights_;
};

// The tables of a family whose purchases to come depend on x and the age alone. `Kernels`: see FamilyWith.
template <class Kernels>
class ScoreTablesOf : public ScoreTables {
 public:
  ScoreTablesOf(const std::vector<double>& parameters, const ScoreTerms& score)
      : parameters_(parameters),
        terms_(std::span<const double>(parameters)),
        score_(score),
        rows_(kCachedRepeats) {}

  void Gather(const HistoryColumns& columns, size_t begin, ScoreBlock& block) override {
    for (size_t i = 0; i < block.rows; ++i) {
      const int x = columns.repeats[begin + i];
      const int recency = columns.recency_days[begin + i], age = columns.age_days[begin + i];
      block.passed[i] =
          terms_.Exponent(x, logs_.At(terms_, age)) - terms_.Exponent(x, logs_.At(terms_, recency));
      if (x < kCachedRepeats && age < kCachedDays) {
        if (!rows_[x]) rows_[x] = std::make_unique<Row>(parameters_, x);
        block.gone[i] = Gone(*rows_[x], recency);
        block.entries[i] = Entry(*rows_[x], age);
      } else {
        Row row(parameters_, x);
        block.gone[i] = terms_.GoneWeight(x, WeeksOf(recency));
        block.entries[i] = Compute(row, age);
      }
    }
  }

 private:
  using Terms = typename Kernels::template Terms<double>;
  using Ahead = typename Kernels::Ahead;

  struct Row {
    Row(const std::vector<double>& parameters, int x) : x(x), ahead(parameters, x) {}
    int x;
    Ahead ahead;
    std::vector<AgeEntry> by_age;
    GoneByDay<Terms> gone;
  };
  // Expected purchases of a living customer, as in AgeEntry.
  struct Purchases {
    double soon = kNotYet, year, five_years;
  };

  double Gone(Row& row, int day) { return row.gone.At(terms_, row.x, Terms::kLeavesAnyTime ? day : 0); }

  const AgeEntry& Entry(Row& row, int age) {
    GrowTo(row.by_age, age, AgeEntry());
    AgeEntry& entry = row.by_age[age];
    if (entry.alive_weight == kNotYet) entry = Compute(row, age);
    return entry;
  }

  AgeEntry Compute(Row& row, int age) {
    const int then = age + score_.horizon_days;
    AgeEntry entry{AliveWeight(row, age), 0, 0, 0, 0};
    const double silence =
        terms_.Exponent(row.x, logs_.At(terms_, age)) - terms_.Exponent(row.x, logs_.At(terms_, then));
    entry.hit = std::max(0., entry.alive_weight - AliveWeight(row, then) * std::exp(silence));
    const Purchases purchases = PurchasesOf(row, age);
    entry.purchases = purchases.soon;
    entry.year = purchases.year;
    entry.five_years = purchases.five_years;
    return entry;
  }

  double AliveWeight(Row& row, int day) { return Terms::kLeavesAnyTime ? 1 - Gone(row, day) : 1; }

  // Where purchases do not make customers leave, they come at the rate (r + x) / (alpha + T) for as long as
  // customers stay, which is the same for all x.
  Purchases PurchasesOf(Row& row, int age) {
    if (!Terms::kLeavesAnyTime || age >= kCachedDays) return Integrated(row.ahead, age);
    GrowTo(of_newcomers_, age, Purchases());
    Purchases& newcomers = of_newcomers_[age];
    if (newcomers.soon == kNotYet) {
      Ahead ahead(parameters_, 0);
      newcomers = Integrated(ahead, age);
    }
    const double busier = (terms_.r + row.x) / terms_.r;
    return {busier * newcomers.soon, busier * newcomers.year, busier * newcomers.five_years};
  }

  Purchases Integrated(Ahead& ahead, int age_days) {
    const double age = WeeksOf(age_days), horizon = WeeksOf(score_.horizon_days);
    const double discount = WeeklyDiscount(score_.annual_discount);
    const double year = ahead.Over({0, kWeeksPerYear, discount}, {age, age});
    return {ahead.Over({0, horizon, 0}, {age, age}), year,
            year + ahead.Over({kWeeksPerYear, 5 * kWeeksPerYear, discount}, {age, age})};
  }

  std::vector<double> parameters_;
  Terms terms_;
  ScoreTerms score_;
  std::vector<std::unique_ptr<Row>> rows_;  // by x
  std::vector<Purchases> of_newcomers_;     // by age
  DayLogs<Terms> logs_;
};

}  // namespace bestand::scoring
