#include "absl/strings/str_cat.h"
#include "tools/bestandctl/charts/plot.h"
#include "tools/bestandctl/page/figures.h"

namespace bestand::ctl {
namespace {

using google::protobuf::RepeatedField;
using scoring::v1::ModelReport;
using scoring::v1::RecencyGrid;

// A grid that is whole; anything else is not drawn.
bool IsWhole(const RecencyGrid& grid) {
  const int cells = grid.repeats_size() * grid.recency_weeks_size();
  return cells > 0 && grid.alive_probabilities_size() == cells && grid.purchase_probabilities_size() == cells;
}

Axis RepeatsAxis(const RecencyGrid& grid) {
  Axis axis{"repeat purchase days", {0, static_cast<double>(grid.repeats_size())}, {}};
  for (int i = 0; i < grid.repeats_size(); ++i) axis.ticks.push_back({i + .5, absl::StrCat(grid.repeats(i))});
  return axis;
}

Axis RecencyAxis(const RecencyGrid& grid) {
  Axis axis{"weeks from first to last purchase", {0, static_cast<double>(grid.recency_weeks_size())}, {}};
  for (int i = 0; i < grid.recency_weeks_size(); i += 2) {
    axis.ticks.push_back({i + .5, Fixed(grid.recency_weeks(i), 0)});
  }
  return axis;
}

std::string Drawn(const RecencyGrid& grid, const RepeatedField<double>& probabilities, Plot::Terms terms) {
  terms.x = RepeatsAxis(grid);
  terms.y = RecencyAxis(grid);
  Plot plot(terms);
  for (int row = 0; row < grid.recency_weeks_size(); ++row) {
    for (int column = 0; column < grid.repeats_size(); ++column) {
      const double probability = probabilities[row * grid.repeats_size() + column];
      if (!(probability >= 0)) continue;
      plot.Shaded({.corner = {static_cast<double>(column), static_cast<double>(row)},
                   .width = 1,
                   .height = 1,
                   .shade = probability,
                   .label = Fixed(100 * probability, 0)});
    }
  }
  return plot.Finish();
}

Table TableOf(const RecencyGrid& grid, const RepeatedField<double>& probabilities) {
  Table table{{"weeks to last purchase"}, {}};
  for (const int32_t repeats : grid.repeats()) table.header.push_back(absl::StrCat(repeats, " repeats"));
  for (int row = 0; row < grid.recency_weeks_size(); ++row) {
    std::vector<std::string> texts = {Fixed(grid.recency_weeks(row), 1)};
    for (int column = 0; column < grid.repeats_size(); ++column) {
      const double probability = probabilities[row * grid.repeats_size() + column];
      texts.push_back(probability < 0 ? "" : Percent(probability, 1));
    }
    table.rows.push_back(std::move(texts));
  }
  return table;
}

std::string AgeOf(const RecencyGrid& grid) {
  return absl::StrCat("customers who bought first ", Fixed(grid.age_weeks(), 0), " weeks ago");
}

Figure WithoutGrid(const std::string& title) {
  return {.title = title, .verdict = {Mood::kPlain, "This model was kept without these probabilities."}};
}

}  // namespace

Figure AliveFigure(const ModelReport& report) {
  const std::string title = "Probability to still be a customer, in percent";
  const RecencyGrid& grid = report.recency_grid();
  if (!IsWhole(grid)) return WithoutGrid(title);
  return {.title = title,
          .verdict = {Mood::kPlain, absl::StrCat("Of ", AgeOf(grid), ".")},
          .svg = Drawn(
              grid, grid.alive_probabilities(),
              {.id = "alive",
               .title = title,
               .description = "A field for each number of repeats and each time of the last purchase; the "
                              "darker, the likelier."}),
          .reading =
              "Up: bought lately. Right: bought often. Silence weighs more with frequent buyers: the same "
              "pause that "
              "is nothing in the left columns makes the right ones pale. Fields nobody can be in are left "
              "out. With "
              "models in which customers leave after a repeat purchase only, the left column is always 100: "
              "never rank "
              "by it.",
          .table = TableOf(grid, grid.alive_probabilities())};
}

Figure PurchaseFigure(const ModelReport& report) {
  const RecencyGrid& grid = report.recency_grid();
  const std::string title =
      absl::StrCat("Probability to buy within ", Fixed(grid.horizon_days(), 0), " days, in percent");
  if (!IsWhole(grid)) return WithoutGrid("Probability to buy, in percent");
  return {
      .title = title,
      .verdict = {Mood::kPlain, absl::StrCat("Of ", AgeOf(grid), ".")},
      .svg =
          Drawn(grid, grid.purchase_probabilities(),
                {.id = "purchase",
                 .title = title,
                 .description = "A field for each number of repeats and each time of the last purchase; the "
                                "darker, the likelier."}),
      .reading =
          "This is what sorts sleepers from buyers. Dark at the upper right, pale at the left and at the "
          "lower "
          "right is what one expects; wake-up offers belong to the fields where it has just begun to fade.",
      .table = TableOf(grid, grid.purchase_probabilities())};
}

}  // namespace bestand::ctl
