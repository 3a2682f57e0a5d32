#include "services/scoring/api/model_report_wire.h"

#include "services/scoring/api/day_wire.h"
#include "services/scoring/api/model_wire.h"
#include "services/scoring/work/model_assumptions.h"

namespace bestand::scoring {
namespace {

void AddWeeks(const Tracking& tracking, v1::ModelReport& wire) {
  for (size_t week = 0; week < tracking.last_days.size(); ++week) {
    v1::TrackedWeek& row = *wire.add_weeks();
    *row.mutable_end_date() = DateOf(tracking.last_days[week]);
    row.set_actual(tracking.actual[week]);
    row.set_expected(tracking.expected[week]);
    row.set_held_out(static_cast<int>(week) >= tracking.calibration_weeks);
  }
}

void AddRepeats(const RepeatCounts& counts, v1::ModelReport& wire) {
  for (size_t repeats = 0; repeats < counts.actual.size(); ++repeats) {
    v1::RepeatRow& row = *wire.add_repeats();
    row.set_repeats(static_cast<int32_t>(repeats));
    row.set_actual(static_cast<double>(counts.actual[repeats]));
    row.set_expected(counts.expected[repeats]);
  }
}

void FillGrid(const RecencyGrid& grid, v1::RecencyGrid& wire) {
  wire.set_age_weeks(grid.age_weeks);
  wire.set_horizon_days(grid.horizon_days);
  wire.mutable_repeats()->Add(grid.repeats.begin(), grid.repeats.end());
  wire.mutable_recency_weeks()->Add(grid.recency_weeks.begin(), grid.recency_weeks.end());
  wire.mutable_alive_probabilities()->Add(grid.alive.begin(), grid.alive.end());
  wire.mutable_purchase_probabilities()->Add(grid.buys_again.begin(), grid.buys_again.end());
}

void AddValues(const ValueBars& bars, v1::ModelReport& wire) {
  for (size_t i = 0; i < bars.actual.size(); ++i) {
    v1::ValueRow& row = *wire.add_values();
    row.set_from_value(static_cast<double>(i) * bars.width);
    row.set_actual(static_cast<double>(bars.actual[i]));
    row.set_expected(bars.expected[i]);
  }
}

void AddConcentration(std::string_view name, const Portfolio& portfolio, v1::ModelReport& wire) {
  if (portfolio.lorenz.empty()) return;
  v1::Concentration& row = *wire.add_concentrations();
  row.set_display_name(std::string(name));
  row.set_mean(portfolio.average_value_minor);
  row.set_gini(portfolio.gini);
  row.set_top_decile_share(portfolio.top_decile_share);
  row.mutable_lorenz_shares()->Add(portfolio.lorenz.begin(), portfolio.lorenz.end());
}

}  // namespace

v1::ModelReport ToWire(const FittedModel& model, const ModelReport& report) {
  v1::ModelReport wire;
  *wire.mutable_model() = ToWire(model);
  for (const std::string& sentence : AssumptionsOf(model)) wire.add_assumptions(sentence);
  AddWeeks(report.tracking, wire);
  AddRepeats(report.repeats, wire);
  if (!report.grid.repeats.empty()) FillGrid(report.grid, *wire.mutable_recency_grid());
  AddValues(report.values, wire);
  AddConcentration("revenue so far", report.so_far, wire);
  AddConcentration("expected value of 60 months", report.to_come, wire);
  return wire;
}

}  // namespace bestand::scoring
