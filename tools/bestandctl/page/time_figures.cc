#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tools/bestandctl/charts/plot.h"
#include "tools/bestandctl/page/figures.h"
#include "tools/bestandctl/page/words.h"

namespace bestand::ctl {
namespace {

using scoring::v1::ModelReport;

constexpr int kMostDates = 5;

// What was bought and expected, a row a week.
struct Course {
  std::vector<Point> actual, expected;
  int calibration_weeks = 0;
};

Course WeekByWeek(const ModelReport& report) {
  Course course;
  for (const auto& week : report.weeks()) {
    const auto at = static_cast<double>(course.actual.size()) + 1;
    course.actual.push_back({at, week.actual()});
    course.expected.push_back({at, week.expected()});
    course.calibration_weeks += week.held_out() ? 0 : 1;
  }
  return course;
}

void AddUp(std::vector<Point>& points) {
  for (size_t i = 1; i < points.size(); ++i) points[i].y += points[i - 1].y;
}

double SumFrom(const std::vector<Point>& points, int from) {
  double sum = 0;
  for (size_t i = static_cast<size_t>(from); i < points.size(); ++i) sum += points[i].y;
  return sum;
}

double MostOf(const Course& course) {
  double most = 0;
  for (const Point& point : course.actual) most = std::max(most, point.y);
  for (const Point& point : course.expected) most = std::max(most, point.y);
  return most;
}

Axis DateAxis(const ModelReport& report) {
  const int weeks = report.weeks_size();
  Axis axis{"week ending", {.5, weeks + .5}, {}};
  const int step = std::max(1, (weeks + kMostDates - 1) / kMostDates);
  for (int week = step / 2; week < weeks; week += step) {
    axis.ticks.push_back({week + 1., MonthText(report.weeks(week).end_date())});
  }
  return axis;
}

std::string Drawn(const ModelReport& report, const Course& course, Plot::Terms terms) {
  terms.x = DateAxis(report);
  terms.y = AxisFromZero(terms.y.title, MostOf(course));
  Plot plot(terms);
  if (course.calibration_weeks < report.weeks_size()) {
    plot.Stretch({course.calibration_weeks + .5, report.weeks_size() + .5}, "kept back");
  }
  plot.Line(course.actual, "s-actual");
  plot.Line(course.expected, "s-expected dashed");
  return plot.Finish();
}

Table TableOf(const ModelReport& report, const Course& course) {
  Table table{{"week ending", "actual", "expected", "time"}, {}};
  for (int week = 0; week < report.weeks_size(); ++week) {
    const auto row = static_cast<size_t>(week);
    table.rows.push_back({DayText(report.weeks(week).end_date()), Fixed(course.actual[row].y, 0),
                          Fixed(course.expected[row].y, 1),
                          report.weeks(week).held_out() ? "kept back" : "fitted on"});
  }
  return table;
}

Verdict VerdictOn(const Course& course) {
  const bool held_out = course.calibration_weeks < static_cast<int>(course.actual.size());
  const int from = held_out ? course.calibration_weeks : 0;
  Verdict verdict = CompareSums(SumFrom(course.expected, from), SumFrom(course.actual, from));
  verdict.text = absl::StrCat(
      held_out ? "In the weeks kept back: " : "No time was kept back; in the weeks fitted on: ", verdict.text,
      ".");
  return verdict;
}

const std::vector<LegendEntry> kLegend = {{"what was bought", "actual", "line"},
                                          {"what the model expects", "expected", "dashed"}};

Figure WithoutWeeks(const std::string& title) {
  return {.title = title,
          .verdict = {
              Mood::kPlain,
              "There is nothing to track: nobody bought again, or the purchases week by week could not be "
              "read when the model was fitted."}};
}

}  // namespace

Figure WeeklyFigure(const ModelReport& report) {
  const std::string title = "Repeat purchases, week by week";
  if (report.weeks_size() < 2) return WithoutWeeks(title);
  const Course course = WeekByWeek(report);
  return {.title = title,
          .verdict = VerdictOn(course),
          .svg = Drawn(
              report, course,
              {.id = "weekly",
               .title = title,
               .description = "A line of the repeat purchase days of each week and one of those expected.",
               .y = {"repeat purchase days a week", {}, {}}}),
          .legend = kLegend,
          .reading =
              "The model knows nothing here but when each customer bought first. The dashed line should run "
              "through "
              "the middle of the solid one, also in the weeks kept back. Seasons show as waves around it, "
              "which the "
              "model does not know; a lasting gap says that customers have changed.",
          .table = TableOf(report, course)};
}

Figure CumulativeFigure(const ModelReport& report) {
  const std::string title = "Repeat purchases, all up to each week";
  if (report.weeks_size() < 2) return WithoutWeeks(title);
  Course course = WeekByWeek(report);
  AddUp(course.actual);
  AddUp(course.expected);
  Verdict verdict = CompareSums(course.expected.back().y, course.actual.back().y);
  verdict.text = absl::StrCat("At the end: ", verdict.text, ".");
  return {
      .title = title,
      .verdict = verdict,
      .svg = Drawn(
          report, course,
          {.id = "cumulative",
           .title = title,
           .description = "A line of all repeat purchase days up to each week and one of those expected.",
           .y = {"repeat purchase days so far", {}, {}}}),
      .legend = kLegend,
      .reading =
          "Good are lines that stay within a few percent of each other to the end. Bad is a dashed line that "
          "bends away where the time kept back begins: then values far ahead are too low or too high.",
      .table = TableOf(report, course)};
}

}  // namespace bestand::ctl
