#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "tools/bestandctl/charts/plot.h"
#include "tools/bestandctl/page/figures.h"
#include "tools/bestandctl/page/words.h"

namespace bestand::ctl {
namespace {

using scoring::v1::ModelReport;

constexpr double kBarWidth = .72;
constexpr double kSure = 1.96;  // standard errors of a 95 % interval

std::string RowName(int repeats, bool last) { return absl::StrCat(repeats, last ? "+" : ""); }

// An axis with a place for each of `names`, around 0, 1, 2 ...
Axis AxisOfPlaces(const std::string& title, const std::vector<std::string>& names) {
  Axis axis{title, {-.6, static_cast<double>(names.size()) - .4}, {}};
  for (size_t place = 0; place < names.size(); ++place)
    axis.ticks.push_back({static_cast<double>(place), names[place]});
  return axis;
}

Figure WithoutHoldOut(const std::string& title) {
  return {
      .title = title,
      .verdict = {
          Mood::kPlain,
          "No time was kept back when this model was fitted, so there is nothing to compare with. Fit with "
          "a calibration end date to see it."}};
}

std::vector<std::string> NamesOf(const ModelReport& report) {
  std::vector<std::string> names;
  for (const auto& row : report.repeats()) {
    names.push_back(RowName(row.repeats(), row.repeats() + 1 == report.repeats_size()));
  }
  return names;
}

double MostIn(const ModelReport& report) {
  double most = 0;
  for (const auto& row : report.repeats()) most = std::max({most, row.actual(), row.expected()});
  return most;
}

// The part of the customers that would have to change places for both sides to agree.
Verdict VerdictOnRepeats(const ModelReport& report) {
  double apart = 0, customers = 0;
  for (const auto& row : report.repeats()) {
    apart += std::abs(row.actual() - row.expected()) / 2;
    customers += row.actual();
  }
  const double part = customers > 0 ? apart / customers : 0;
  const Mood mood = part <= .02 ? Mood::kGood : part <= .06 ? Mood::kFair : Mood::kBad;
  return {mood, absl::StrCat("The model puts ", Percent(part, 1), " of the customers into another bar.")};
}

// How far the customers of a group that were foretold `predicted` may be from it by chance.
double Reach(const scoring::v1::CalibrationRow& row) {
  const double count = std::max(static_cast<double>(row.customer_count()), 1.);
  return kSure * std::sqrt(row.actual_share() * (1 - row.actual_share()) / count);
}

Verdict VerdictOnCalibration(const scoring::v1::HoldOut& hold_out) {
  double off = 0, customers = 0;
  for (const auto& row : hold_out.calibration()) {
    off += std::abs(row.actual_share() - row.mean_probability()) * static_cast<double>(row.customer_count());
    customers += static_cast<double>(row.customer_count());
  }
  const double mean = customers > 0 ? off / customers : 0;
  const Mood mood = mean <= .03 ? Mood::kGood : mean <= .08 ? Mood::kFair : Mood::kBad;
  return {mood,
          absl::StrCat("Probabilities are off by ", Fixed(100 * mean, 1), " percentage points on average.")};
}

std::string DrawnCalibration(const scoring::v1::HoldOut& hold_out) {
  Plot plot({.id = "calibration",
             .title = "Probability to buy, foretold and come true",
             .description =
                 "A dot for each tenth of the customers: the mean probability foretold and the part that "
                 "bought. The diagonal is where both are equal.",
             .x = AxisOfParts("probability foretold"),
             .y = AxisOfParts("part that bought")});
  plot.Line({{0, 0}, {1, 1}}, "s-even");
  std::vector<Point> dots;
  for (const auto& row : hold_out.calibration()) {
    plot.Whisker(
        row.mean_probability(),
        {std::max(row.actual_share() - Reach(row), 0.), std::min(row.actual_share() + Reach(row), 1.)},
        "s-actual");
    dots.push_back({row.mean_probability(), row.actual_share()});
  }
  plot.Dots(dots, "s-actual");
  return plot.Finish();
}

std::string DrawnFrequency(const scoring::v1::HoldOut& hold_out) {
  std::vector<std::string> names;
  std::vector<Point> actual, expected;
  double most = 0;
  for (int i = 0; i < hold_out.frequencies_size(); ++i) {
    const auto& row = hold_out.frequencies(i);
    names.push_back(RowName(row.repeats(), i + 1 == hold_out.frequencies_size() && row.repeats() >= 7));
    actual.push_back({static_cast<double>(i), row.actual_mean()});
    expected.push_back({static_cast<double>(i), row.expected_mean()});
    most = std::max({most, row.actual_mean(), row.expected_mean()});
  }
  Plot plot({.id = "frequency",
             .title = "Purchases in the time kept back, by purchases before",
             .description =
                 "A dot for what customers with so many repeats bought on average in the time kept back, "
                 "and a diamond for what was expected.",
             .x = AxisOfPlaces("repeat purchase days before", names),
             .y = AxisFromZero("purchase days after, mean", most)});
  plot.Line(actual, "s-actual");
  plot.Line(expected, "s-expected dashed");
  plot.Dots(actual, "s-actual");
  plot.Diamonds(expected, "s-expected");
  return plot.Finish();
}

}  // namespace

Figure RepeatsFigure(const ModelReport& report) {
  Figure figure{.title = "Customers by number of repeat purchases"};
  const double most = MostIn(report);
  if (most == 0) {
    figure.verdict.text = "This model was kept without the counts.";
    return figure;
  }
  Plot plot(
      {.id = "repeats",
       .title = figure.title,
       .description = "A bar for the customers with so many repeats, and a level line for those expected.",
       .x = AxisOfPlaces("repeat purchase days", NamesOf(report)),
       .y = AxisFromZero("customers", most)});
  figure.table.header = {"repeats", "actual", "expected"};
  const std::vector<std::string> names = NamesOf(report);
  for (const auto& row : report.repeats()) {
    plot.Bar({row.repeats() - kBarWidth / 2, row.actual()}, kBarWidth, "s-actual");
    plot.Level({row.repeats() - .46, row.expected()}, .92, "s-expected");
    figure.table.rows.push_back(
        {names[static_cast<size_t>(row.repeats())], Fixed(row.actual(), 0), Fixed(row.expected(), 1)});
  }
  figure.svg = plot.Finish();
  figure.verdict = VerdictOnRepeats(report);
  figure.legend = {{"customers", "actual", "bar"}, {"the model expects", "expected", "level"}};
  figure.reading =
      "Of the time that the model was fitted on. Good are level lines at the tops of the bars. A first bar "
      "that is "
      "too low or a last one that is too high says that the model mistakes how different customers are.";
  return figure;
}

Figure FrequencyFigure(const ModelReport& report) {
  Figure figure{.title = "Purchases in the time kept back, by purchases before"};
  const scoring::v1::HoldOut& hold_out = report.model().hold_out();
  if (hold_out.frequencies_size() == 0) return WithoutHoldOut(figure.title);
  figure.svg = DrawnFrequency(hold_out);
  figure.table.header = {"repeats before", "customers", "actual mean", "expected mean"};
  for (const auto& row : hold_out.frequencies()) {
    figure.table.rows.push_back({Grouped(row.repeats()), Grouped(row.customer_count()),
                                 Fixed(row.actual_mean(), 3), Fixed(row.expected_mean(), 3)});
  }
  figure.verdict = CompareSums(hold_out.expected_purchases(), hold_out.actual_purchases());
  figure.verdict.text = absl::StrCat("All customers together: ", figure.verdict.text, "; off by ",
                                     Fixed(hold_out.mean_absolute_error(), 2), " a customer on average.");
  figure.legend = {{"what they bought", "actual", "dot"}, {"what the model expected", "expected", "diamond"}};
  figure.reading =
      "Who bought often before should be expected to buy often again, as often as they do. Both lines rising "
      "side by "
      "side is good; a diamond line that is flatter says that the best customers are taken for too average.";
  return figure;
}

Figure CalibrationFigure(const ModelReport& report) {
  Figure figure{.title = "Probability to buy, foretold and come true"};
  const scoring::v1::HoldOut& hold_out = report.model().hold_out();
  if (hold_out.calibration_size() == 0) return WithoutHoldOut(figure.title);
  figure.svg = DrawnCalibration(hold_out);
  figure.table.header = {"probability foretold", "part that bought", "95 % by chance", "customers"};
  for (const auto& row : hold_out.calibration()) {
    figure.table.rows.push_back({Percent(row.mean_probability(), 1), Percent(row.actual_share(), 1),
                                 absl::StrCat("± ", Percent(Reach(row), 1)), Grouped(row.customer_count())});
  }
  figure.verdict = VerdictOnCalibration(hold_out);
  figure.legend = {{"a tenth of the customers, with its 95 % interval", "actual", "dot"},
                   {"foretold and come true alike", "even", "line"}};
  figure.reading =
      "Of those who were given a probability around 30 %, do 30 % buy? Dots on the diagonal are good. Above "
      "it more "
      "bought than foretold, below it fewer; a chain of dots flatter than the diagonal is too sure of "
      "itself.";
  return figure;
}

}  // namespace bestand::ctl
