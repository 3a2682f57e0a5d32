#include "services/scoring/storage/report_series.h"

namespace bestand::scoring {
namespace {

// Shows each figure of a report with its name: one list for both directions.
template <class Shares, class Visit>
void EachShare(const std::string& prefix, Shares& shares, const Visit& visit) {
  visit(prefix + ".customers", shares.customers);
  visit(prefix + ".total", shares.total_value_minor);
  visit(prefix + ".average", shares.average_value_minor);
  visit(prefix + ".top_decile_share", shares.top_decile_share);
  visit(prefix + ".gini", shares.gini);
  visit(prefix + ".lorenz", shares.lorenz);
}

template <class Report, class Visit>
void EachFigure(Report& report, const Visit& visit) {
  visit("tracking.last_days", report.tracking.last_days);
  visit("tracking.actual", report.tracking.actual);
  visit("tracking.expected", report.tracking.expected);
  visit("tracking.calibration_weeks", report.tracking.calibration_weeks);
  visit("repeats.actual", report.repeats.actual);
  visit("repeats.expected", report.repeats.expected);
  visit("grid.age_weeks", report.grid.age_weeks);
  visit("grid.horizon_days", report.grid.horizon_days);
  visit("grid.repeats", report.grid.repeats);
  visit("grid.recency_weeks", report.grid.recency_weeks);
  visit("grid.alive", report.grid.alive);
  visit("grid.buys_again", report.grid.buys_again);
  visit("values.width", report.values.width);
  visit("values.actual", report.values.actual);
  visit("values.expected", report.values.expected);
  EachShare("so_far", report.so_far, visit);
  EachShare("to_come", report.to_come, visit);
}

template <class Number>
std::vector<double> ToNumbers(const std::vector<Number>& column) {
  return {column.begin(), column.end()};
}
std::vector<double> ToNumbers(double number) { return {number}; }
std::vector<double> ToNumbers(int64_t number) { return {static_cast<double>(number)}; }
std::vector<double> ToNumbers(int number) { return {static_cast<double>(number)}; }

template <class Number>
void FromNumbers(const std::vector<double>& numbers, std::vector<Number>& column) {
  for (const double number : numbers) column.push_back(static_cast<Number>(number));
}
template <class Number>
void FromNumbers(const std::vector<double>& numbers, Number& number) {
  if (!numbers.empty()) number = static_cast<Number>(numbers[0]);
}

}  // namespace

Series SeriesOf(const ModelReport& report) {
  Series series;
  EachFigure(report,
             [&](std::string name, const auto& figure) { series[std::move(name)] = ToNumbers(figure); });
  return series;
}

ModelReport ReportOf(const Series& series) {
  ModelReport report;
  EachFigure(report, [&](std::string_view name, auto& figure) {
    const auto found = series.find(name);
    if (found != series.end()) FromNumbers(found->second, figure);
  });
  return report;
}

}  // namespace bestand::scoring
