#pragma once

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
      const double recency = WeeksOf(columns.recency_days[begin + i]);
      const int age_days = columns.age_days[begin + i];
      const PurchaseHistory h{x, recency, WeeksOf(age_days)};
      block.passed[i] =
          terms_.Exponent(x, terms_.LogsAt(h.age_weeks)) - terms_.Exponent(x, terms_.LogsAt(recency));
      block.gone[i] = terms_.GoneWeight(x, recency) / terms_.SilenceWeight(h, h.age_weeks);
      if (x < kCachedRepeats && age_days < kCachedDays) {
        if (!rows_[x]) rows_[x] = std::make_unique<Row>(parameters_, x);
        block.entries[i] = Mixed(rows_[x]->ahead, EntriesOf(*rows_[x], age_days), h);
      } else {
        Ahead ahead(parameters_, x);
        block.entries[i] = Mixed(ahead, Compute(ahead, h.age_weeks), h);
      }
    }
  }

 private:
  using Terms = typename Kernels::template Terms<double>;
  using Ahead = typename Kernels::Ahead;

  struct Row {
    Row(const std::vector<double>& parameters, int x) : ahead(parameters, x) {}
    Ahead ahead;
    std::vector<std::vector<AgeEntry>> by_age;  // k entries each; none: not computed yet
  };

  const std::vector<AgeEntry>& EntriesOf(Row& row, int age) {
    GrowTo(row.by_age, age, {});
    if (row.by_age[age].empty()) row.by_age[age] = Compute(row.ahead, WeeksOf(age));
    return row.by_age[age];
  }

  std::vector<AgeEntry> Compute(Ahead& ahead, double age) {
    const double horizon = WeeksOf(score_.horizon_days), discount = WeeklyDiscount(score_.annual_discount);
    std::vector<AgeEntry> entries(static_cast<size_t>(terms_.k));
    for (int stage = 0; stage < terms_.k; ++stage) {
      AgeEntry& entry = entries[stage];
      entry.alive_weight = 1;
      entry.hit = ahead.BuysFrom(stage, horizon, age);
      entry.purchases = ahead.OverFrom(stage, {0, horizon}, age);
      entry.year = ahead.OverFrom(stage, {0, kWeeksPerYear, discount}, age);
      entry.five_years =
          entry.year + ahead.OverFrom(stage, {kWeeksPerYear, 5 * kWeeksPerYear, discount}, age);
    }
    return entries;
  }

  static AgeEntry Mixed(const Ahead& ahead, const std::vector<AgeEntry>& entries, const PurchaseHistory& h) {
    const auto stages = ahead.Stages({h.age_weeks, h.age_weeks - h.recency_weeks});
    AgeEntry mixed{1, 0, 0, 0, 0};
    for (size_t j = 0; j < entries.size(); ++j) {
      mixed.hit += stages[j] * entries[j].hit;
      mixed.purchases += stages[j] * entries[j].purchases;
      mixed.year += stages[j] * entries[j].year;
      mixed.five_years += stages[j] * entries[j].five_years;
    }
    return mixed;
  }

  std::vector<double> parameters_;
  Terms terms_;
  ScoreTerms score_;
  std::vector<std::unique_ptr<Row>> rows_;  // by x
};

}  // namespace bestand::scoring
