#include "tools/bestandctl/page/summary.h"

#include "absl/strings/str_cat.h"
#include "tools/bestandctl/charts/markup.h"
#include "tools/bestandctl/charts/numbers.h"
#include "tools/bestandctl/page/figure.h"
#include "tools/bestandctl/page/words.h"

namespace bestand::ctl {
namespace {

using scoring::v1::HoldOut;
using scoring::v1::Model;
using scoring::v1::ModelReport;

struct Tile {
  std::string title, number;
  Verdict verdict;
};

std::string ToHtml(const Tile& tile) {
  return Element("div", {{"class", "tile"}},
                 Element("h3", {}, Escape(tile.title)) +
                     Element("p", {{"class", "number"}}, Escape(tile.number)) + ToHtml(tile.verdict));
}

Tile SumTile(const HoldOut& hold_out) {
  return {"Purchases foretold of those that came",
          hold_out.actual_purchases() > 0
              ? Percent(hold_out.expected_purchases() / hold_out.actual_purchases())
              : "–",
          CompareSums(hold_out.expected_purchases(), hold_out.actual_purchases())};
}

Tile SortingTile(const HoldOut& hold_out) {
  const double gain = hold_out.auc() - hold_out.baseline_auc();
  return {"Sorting buyers from sleepers (AUC)",
          Fixed(hold_out.auc(), 3),
          {gain >= 0 ? Mood::kGood : Mood::kBad,
           absl::StrCat("Days of silence alone: ", Fixed(hold_out.baseline_auc(), 3),
                        gain >= 0 ? ". Chance is 0.5." : "; for sorting, they do better here.")}};
}

Tile BrierTile(const HoldOut& hold_out) {
  const bool better = hold_out.brier_score() <= hold_out.baseline_brier_score();
  return {"Error of the probability (Brier)",
          Fixed(hold_out.brier_score(), 3),
          {better ? Mood::kGood : Mood::kFair,
           absl::StrCat("Silence alone: ", Fixed(hold_out.baseline_brier_score(), 3), ". Lower is better.")}};
}

Tile NoHoldOutTile() {
  return {"Measured on time it had not seen",
          "not measured",
          {Mood::kFair, "No time was kept back; fit with a calibration end date."}};
}

Tile ValueTile(const ModelReport& report) {
  if (report.concentrations_size() < 2) return {"Expected value of a customer", "–", {}};
  const auto& value = report.concentrations(1);
  return {"Expected value of 60 months, a customer",
          absl::StrCat(Fixed(value.mean(), 0), " ", report.model().currency_code()),
          {Mood::kPlain, absl::StrCat("The best tenth holds ", Percent(value.top_decile_share()),
                                      ". Discounted by 10 % a year, before margin.")}};
}

Tile CustomersTile(const Model& model) {
  const double part = model.customer_count() > 0 ? static_cast<double>(model.repeat_customer_count()) /
                                                       static_cast<double>(model.customer_count())
                                                 : 0;
  return {"Customers it was fitted on",
          Grouped(model.customer_count()),
          {Mood::kPlain, absl::StrCat(Grouped(model.repeat_customer_count()), " of them (", Percent(part),
                                      ") bought again.")}};
}

std::string Tiles(const ModelReport& report) {
  const Model& model = report.model();
  std::string tiles;
  if (model.has_hold_out()) {
    tiles = ToHtml(SumTile(model.hold_out())) + ToHtml(SortingTile(model.hold_out())) +
            ToHtml(BrierTile(model.hold_out()));
  } else {
    tiles = ToHtml(CustomersTile(model)) + ToHtml(NoHoldOutTile());
  }
  return Element("div", {{"class", "tiles"}}, tiles + ToHtml(ValueTile(report)));
}

std::string SubtitleOf(const Model& model) {
  std::string text = absl::StrCat("Fitted on ", Grouped(model.customer_count()), " customers, ",
                                  Grouped(model.repeat_customer_count()), " of whom bought again, up to ",
                                  DayText(model.as_of_date()), ". Values in ", model.currency_code(), ".");
  if (!model.has_hold_out()) return text;
  return absl::StrCat(text, " Measured by fitting up to ", DayText(model.hold_out().calibration_end_date()),
                      " and looking at what came until ", DayText(model.hold_out().holdout_end_date()), ".");
}

}  // namespace

std::string Head(const ModelReport& report) {
  const Model& model = report.model();
  std::string head =
      Element("p", {{"class", "eyebrow"}},
              Escape(absl::StrCat("Model report", model.active() ? " · the model in use" : "")));
  head += Element("h1", {}, Escape(absl::StrCat("How customers buy: the ", FamilyOf(model), " model")));
  head += Element("p", {{"class", "sub"}}, Escape(SubtitleOf(model)));
  head += Tiles(report);
  if (model.warnings_size() > 0) {
    head += Element("div", {{"class", "notice"}},
                    Element("h3", {}, "What to beware of") +
                        BulletList({model.warnings().begin(), model.warnings().end()}));
  }
  return Element("header", {}, head);
}

}  // namespace bestand::ctl
