#include "tools/bestandctl/page/page.h"

#include "absl/strings/str_cat.h"
#include "tools/bestandctl/charts/markup.h"
#include "tools/bestandctl/charts/numbers.h"
#include "tools/bestandctl/page/figures.h"
#include "tools/bestandctl/page/style.h"
#include "tools/bestandctl/page/summary.h"
#include "tools/bestandctl/page/tables.h"
#include "tools/bestandctl/page/words.h"

namespace bestand::ctl {
namespace {

using scoring::v1::ModelReport;

const std::vector<std::string> kNotAScore = {
    "A score is no fact about a person. It is what customers with such a history do on average; most single "
    "customers will do more or less.",
    "The 80 % interval of a score is how sure the estimate is, not how far one customer may stray from it.",
    "It says nothing about why somebody buys or stays away, and not whether an offer would change it. Only a "
    "test with "
    "a part of the customers left alone tells that.",
    "It is no verdict on anybody: not on who deserves service, credit or a fair price. It is made for "
    "deciding whom to "
    "address next, and only among those who may be addressed.",
    "It ages. Each score carries the day it looks from and the day after which it should no longer be used."};

std::string Cards(const std::vector<Figure>& figures) {
  std::string cards;
  for (const Figure& figure : figures) cards += ToHtml(figure);
  return Element("div", {{"class", "cards"}}, cards);
}

std::string TimeSection(const ModelReport& report) {
  return Section(
      "Does it keep track?",
      "What all customers bought, beside what the model expects of people who bought first on these days.",
      Cards({WeeklyFigure(report), CumulativeFigure(report)}));
}

std::string CustomerSection(const ModelReport& report) {
  return Section(
      "Does it know who is who?",
      "Sums may be right by luck. These compare group by group: by past purchases, and by what was foretold.",
      Cards({FrequencyFigure(report), CalibrationFigure(report), RepeatsFigure(report)}));
}

std::string GridSection(const ModelReport& report) {
  return Section(
      "What does it make of a history?",
      "The same silence means different things: it depends on how often somebody had bought before.",
      Cards({AliveFigure(report), PurchaseFigure(report)}));
}

std::string ValueSection(const ModelReport& report) {
  return Section("What is it worth?", "How much customers spend, and on how few of them the value rests.",
                 Cards({ValueFigure(report), LorenzFigure(report)}));
}

std::string ChoiceSection(const ModelReport& report) {
  const Table table = CandidateTable(report.model());
  std::string body = Paragraph(report.model().choice_reason());
  if (!table.rows.empty()) {
    body += Element("div", {{"class", "card plain words first"}}, ToHtml(table));
    body += Paragraph(
        "The log-score is the mean logarithm of the probability that the model gave to what happened in the "
        "time kept "
        "back, bought or not; higher is better. A lead of less than two standard errors may be chance.");
  }
  return body.empty() ? "" : Section("Why this family?", "", body);
}

std::string ParameterSection(const ModelReport& report) {
  const std::string correlation = absl::StrCat(
      "Correlation of frequency and value: ", Fixed(report.model().frequency_value_correlation(), 3),
      ". The value model assumes none; beyond 0.3 either way, doubt the values of frequent buyers.");
  return Section("Parameters", "Time is in weeks. Errors are those of maximum likelihood.",
                 Element("div", {{"class", "card plain words"}}, ToHtml(ParameterTable(report.model()))) +
                     Paragraph(correlation));
}

std::string Footer(const ModelReport& report) {
  return Element("footer", {},
                 Escape(absl::StrCat(report.model().name(),
                                     ". Every figure on this page comes from the scoring "
                                     "service; docs/models.md has the mathematics with its sources.")));
}

}  // namespace

std::string ReportPage(const ModelReport& report) {
  const std::string title = Escape(absl::StrCat("Model report: ", FamilyOf(report.model())));
  const std::string body =
      Head(report) +
      Element("main", {},
              absl::StrCat(TimeSection(report), CustomerSection(report), GridSection(report),
                           ValueSection(report), ChoiceSection(report), ParameterSection(report),
                           Section("What it takes for granted", "",
                                   BulletList({report.assumptions().begin(), report.assumptions().end()})),
                           Section("What a score is not", "", BulletList(kNotAScore)))) +
      Footer(report);
  return absl::StrCat(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      Element("title", {}, title), "<style>", std::string(StyleSheet()), "</style></head><body>", body,
      "</body></html>\n");
}

}  // namespace bestand::ctl
