#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "tools/bestandctl/charts/plot.h"
#include "tools/bestandctl/page/figures.h"

namespace bestand::ctl {
namespace {

using scoring::v1::Concentration;
using scoring::v1::ModelReport;

// A name of the service as the start of a sentence.
std::string Capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

Verdict VerdictOnValues(const ModelReport& report) {
  double apart = 0, customers = 0;
  for (const auto& row : report.values()) {
    apart += std::abs(row.actual() - row.expected()) / 2;
    customers += row.actual();
  }
  const double part = customers > 0 ? apart / customers : 0;
  const Mood mood = part <= .1 ? Mood::kGood : part <= .2 ? Mood::kFair : Mood::kBad;
  return {mood, absl::StrCat("The model puts ", Percent(part), " of the ", Fixed(customers, 0),
                             " customers who bought again into another bar.")};
}

std::string DrawnValues(const ModelReport& report) {
  const double width = report.values(1).from_value() - report.values(0).from_value();
  const double end = width * report.values_size();
  double most = 0;
  for (const auto& row : report.values()) most = std::max({most, row.actual(), row.expected()});
  Axis x{absl::StrCat("mean value of a repeat purchase day, ", report.model().currency_code()), {0, end}, {}};
  for (const double tick : RoundTicks(x.range, 6)) x.ticks.push_back({tick, Brief(tick)});
  Plot plot({.id = "values",
             .title = "What customers spend on a purchase day",
             .description =
                 "A bar for the customers who spend about so much, and a line for those expected. The last "
                 "bar stands for all who spend more.",
             .x = x,
             .y = AxisFromZero("customers", most)});
  std::vector<Point> expected;
  for (const auto& row : report.values()) {
    plot.Bar({row.from_value() + .08 * width, row.actual()}, .84 * width, "s-actual");
    expected.push_back({row.from_value() + width / 2, row.expected()});
  }
  plot.Line(expected, "s-expected");
  plot.Diamonds(expected, "s-expected");
  return plot.Finish();
}

std::vector<Point> CurveOf(const Concentration& concentration) {
  std::vector<Point> points;
  const int last = concentration.lorenz_shares_size() - 1;
  for (int i = 0; i <= last; ++i) {
    points.push_back({static_cast<double>(i) / std::max(last, 1), concentration.lorenz_shares(i)});
  }
  return points;
}

// The styles of the first and the second curve.
constexpr const char* kCurves[] = {"s-actual", "s-expected dashed"};
constexpr const char* kKeys[] = {"actual", "expected"};
constexpr const char* kShapes[] = {"line", "dashed"};

std::string DrawnLorenz(const ModelReport& report) {
  Plot plot({.id = "lorenz",
             .title = "How value is spread over customers",
             .description = "Lorenz curves: the part of the value held by the customers with least.",
             .x = AxisOfParts("customers, those with least first"),
             .y = AxisOfParts("part of the value they hold")});
  plot.Line({{0, 0}, {1, 1}}, "s-even");
  for (int i = 0; i < report.concentrations_size() && i < 2; ++i) {
    plot.Line(CurveOf(report.concentrations(i)), kCurves[i]);
    plot.Dots(CurveOf(report.concentrations(i)), i == 0 ? "s-actual" : "s-expected");
  }
  return plot.Finish();
}

Table LorenzTable(const ModelReport& report) {
  Table table{{"customers"}, {}};
  for (const Concentration& one : report.concentrations()) table.header.push_back(one.display_name());
  for (int i = 0; i < report.concentrations(0).lorenz_shares_size(); ++i) {
    std::vector<std::string> row = {absl::StrCat("lowest ", 10 * i, " %")};
    for (const Concentration& one : report.concentrations()) {
      row.push_back(i < one.lorenz_shares_size() ? Percent(one.lorenz_shares(i), 1) : "");
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

Figure ValueFigure(const ModelReport& report) {
  Figure figure{.title = "What customers spend on a purchase day"};
  if (report.values_size() < 2) {
    figure.verdict.text =
        "Spending could not be fitted, so every purchase day counts the mean of all and there is nothing to "
        "compare.";
    return figure;
  }
  figure.svg = DrawnValues(report);
  figure.table.header = {"from", "customers", "expected"};
  for (const auto& row : report.values()) {
    figure.table.rows.push_back(
        {Significant(row.from_value()), Fixed(row.actual(), 0), Fixed(row.expected(), 1)});
  }
  figure.verdict = VerdictOnValues(report);
  figure.legend = {{"customers who bought again", "actual", "bar"},
                   {"Gamma-Gamma expects", "expected", "diamond"}};
  figure.reading =
      "The line should follow the bars. The last bar stands for all who spend more. Two humps in the bars "
      "are two "
      "kinds of customers (shops and households, say) that should be scored apart.";
  return figure;
}

Figure LorenzFigure(const ModelReport& report) {
  Figure figure{.title = "How value is spread over customers"};
  if (report.concentrations_size() == 0) {
    figure.verdict.text = "This model was kept without it.";
    return figure;
  }
  figure.svg = DrawnLorenz(report);
  figure.table = LorenzTable(report);
  for (int i = 0; i < report.concentrations_size() && i < 2; ++i) {
    const Concentration& one = report.concentrations(i);
    figure.legend.push_back(
        {absl::StrCat(one.display_name(), ", Gini ", Fixed(one.gini(), 2)), kKeys[i], kShapes[i]});
    figure.verdict.text += absl::StrCat(i > 0 ? " " : "", Capital(one.display_name()),
                                        ": the best tenth holds ", Percent(one.top_decile_share()), ".");
  }
  figure.reading =
      "The deeper the curve hangs below the diagonal, the more depends on few customers. A dashed curve that "
      "hangs "
      "deeper says that many have left, so what is to come rests on fewer; one that hangs less deep, that "
      "the model "
      "expects the best to become more average.";
  return figure;
}

}  // namespace bestand::ctl
