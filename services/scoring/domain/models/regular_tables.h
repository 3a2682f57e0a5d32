#pragma once

#include <memory>
#include <span>
#include <vector>

#include "services/scoring/domain/models/regular_rates.h"
#include "services/scoring/domain/models/score_tables_of.h"

namespace bestand::scoring {

// The tables of families whose purchases to come depend on x, the age and the stage (see regular_buying.h):
// one entry a stage, mixed for each customer by what the silence says of the stage.
template <class Kernels>
class RegularTables : public ScoreTables {
 public:
  RegularTables(const std::vector<double>& parameters, const ScoreTerms& score)
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
      const double share = (WeeksOf(age) - WeeksOf(recency)) / (terms_.alpha + WeeksOf(age));
      if (x < kCachedRepeats && age < kCachedDays) {
        if (!rows_[x]) rows_[x] = std::make_unique<Row>(parameters_, x);
        Mix(EntriesOf(*rows_[x], age), x, share, i, block);
      } else {
        Ahead ahead(parameters_, x);
        std::vector<AgeEntry> entries(terms_.k);
        Compute(ahead, WeeksOf(age), entries);
        Mix(entries, x, share, i, block);
      }
    }
  }

 private:
  using Terms = typename Kernels::template Terms<double>;
  using Ahead = typename Kernels::Ahead;

  static constexpr int kBlockDays = 16;  // whoever buys most often is rare: few of their days are seen

  struct Row {
    Row(const std::vector<double>& parameters, int x) : ahead(parameters, x) {}
    Ahead ahead;
    std::vector<std::vector<AgeEntry>> by_age;  // blocks of days, for each day k entries, one a stage
  };

  std::span<const AgeEntry> EntriesOf(Row& row, int age) {
    GrowTo(row.by_age, age / kBlockDays, {});
    auto& block = row.by_age[age / kBlockDays];
    if (block.empty()) block.resize(static_cast<size_t>(kBlockDays) * terms_.k);
    const auto entries = std::span(block).subspan(static_cast<size_t>(age % kBlockDays) * terms_.k, terms_.k);
    if (entries[0].alive_weight == kNotYet) Compute(row.ahead, WeeksOf(age), entries);
    return entries;
  }

  void Compute(Ahead& ahead, double age, std::span<AgeEntry> entries) const {
    const double horizon = WeeksOf(score_.horizon_days), discount = WeeklyDiscount(score_.annual_discount);
    const OfStages purchases = ahead.OverFromEach({0, horizon}, age),
                   year = ahead.OverFromEach({0, kWeeksPerYear, discount}, age),
                   later = ahead.OverFromEach({kWeeksPerYear, 5 * kWeeksPerYear, discount}, age);
    for (int j = 0; j < terms_.k; ++j) {
      entries[j] = {1, ahead.BuysFrom(j, horizon, age), purchases[j], year[j], year[j] + later[j]};
    }
  }

  // Writes the mean over the stages that the silence leaves possible; `share` is the silence's of alpha + T.
  void Mix(std::span<const AgeEntry> entries, int x, double share, size_t row, ScoreBlock& block) const {
    const double count = terms_.r + static_cast<double>(terms_.k) * x;
    AgeEntry sum = entries[0];
    double weight = 1, weights = 1;
    for (int j = 1; j < terms_.k; ++j) {
      weight *= (count + (j - 1)) * share * (1. / j);
      weights += weight;
      sum.hit += weight * entries[j].hit;
      sum.purchases += weight * entries[j].purchases;
      sum.year += weight * entries[j].year;
      sum.five_years += weight * entries[j].five_years;
    }
    const double scale = 1 / weights;
    block.gone[row] = terms_.GoneWeight(x, 0) * scale;
    block.entries[row] = {1, sum.hit * scale, sum.purchases * scale, sum.year * scale,
                          sum.five_years * scale};
  }

  std::vector<double> parameters_;
  Terms terms_;
  ScoreTerms score_;
  std::vector<std::unique_ptr<Row>> rows_;  // by x
  DayLogs<Terms> logs_;
};

}  // namespace bestand::scoring
