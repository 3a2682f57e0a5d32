#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
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
      block.passed[i] = terms_.Exponent(x, Logs(age)) - terms_.Exponent(x, Logs(recency));
      if (x < kCachedRepeats && age < kCachedDays) {
        Row& row = RowOf(x);
        block.gone[i] = Gone(row, x, recency);
        block.entries[i] = Entry(row, x, age);
      } else {
        Ahead ahead(parameters_, x);
        block.gone[i] = terms_.GoneWeight(x, WeeksOf(recency));
        block.entries[i] = Compute(ahead, x, age);
      }
    }
  }

 private:
  using Terms = typename Kernels::template Terms<double>;
  using Ahead = typename Kernels::Ahead;

  struct Row {
    Row(const std::vector<double>& parameters, int x) : ahead(parameters, x) {}
    Ahead ahead;
    std::vector<AgeEntry> by_age;
    std::vector<double> gone_by_recency;
  };

  Row& RowOf(int x) {
    if (!rows_[x]) rows_[x] = std::make_unique<Row>(parameters_, x);
    return *rows_[x];
  }

  const TimeLogs<double>& Logs(int day) {
    while (static_cast<size_t>(day) >= logs_.size()) {
      logs_.push_back(terms_.LogsAt(WeeksOf(static_cast<int>(logs_.size()))));
    }
    return logs_[day];
  }

  double Gone(Row& row, int x, int recency) {
    const int day = Terms::kLeavesAnyTime ? recency : 0;
    GrowTo(row.gone_by_recency, day, kNotYet);
    double& gone = row.gone_by_recency[day];
    if (gone == kNotYet) gone = terms_.GoneWeight(x, WeeksOf(day));
    return gone;
  }

  const AgeEntry& Entry(Row& row, int x, int age) {
    GrowTo(row.by_age, age, AgeEntry());
    AgeEntry& entry = row.by_age[age];
    if (entry.alive_weight == kNotYet) entry = Compute(row.ahead, x, age);
    return entry;
  }

  AgeEntry Compute(Ahead& ahead, int x, int age_days) {
    const double age = WeeksOf(age_days), horizon = WeeksOf(score_.horizon_days);
    const double discount = WeeklyDiscount(score_.annual_discount);
    AgeEntry entry;
    entry.alive_weight = 1 - GoneByOf<double>(terms_, x, age);
    const double silence =
        terms_.Exponent(x, terms_.LogsAt(age)) - terms_.Exponent(x, terms_.LogsAt(age + horizon));
    entry.hit = std::max(
        0., entry.alive_weight - (1 - GoneByOf<double>(terms_, x, age + horizon)) * std::exp(silence));
    entry.purchases = ahead.Over({0, horizon, 0}, {age, age});
    entry.year = ahead.Over({0, kWeeksPerYear, discount}, {age, age});
    entry.five_years = entry.year + ahead.Over({kWeeksPerYear, 5 * kWeeksPerYear, discount}, {age, age});
    return entry;
  }

  std::vector<double> parameters_;
  Terms terms_;
  ScoreTerms score_;
  std::vector<std::unique_ptr<Row>> rows_;  // by x
  std::vector<TimeLogs<double>> logs_;      // by day
};

}  // namespace bestand::scoring
