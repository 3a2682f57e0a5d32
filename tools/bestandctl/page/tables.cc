#include "tools/bestandctl/page/tables.h"

#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"
#include "tools/bestandctl/charts/numbers.h"

namespace bestand::ctl {
namespace {

using scoring::v1::Candidate;
using scoring::v1::Parameter;

constexpr double kSure = 1.96;
constexpr double kSame = 1e-6;  // log-scores closer than this foretell the same

std::string StateOf(const Candidate& candidate) {
  switch (candidate.state()) {
    case scoring::v1::CANDIDATE_STATE_CONVERGED:
      return "converged";
    case scoring::v1::CANDIDATE_STATE_DROPOUT_NOT_IDENTIFIED:
      return "dropout not identified";
    case scoring::v1::CANDIDATE_STATE_FAILED:
      return absl::StrCat("no fit: ", candidate.failure());
    default:
      return "";
  }
}

std::string BehindOf(const Candidate& candidate) {
  if (candidate.chosen()) return "taken";
  if (std::abs(candidate.log_score_behind()) < kSame) return "equal";
  return absl::StrCat(Fixed(candidate.log_score_behind(), 5), " ± ",
                      Fixed(candidate.log_score_behind_error(), 5));
}

const std::string& MeaningOf(const std::string& name) {
  static const std::map<std::string, std::string> kMeanings = {
      {"r", "how alike customers' purchase rates are: below 1 most buy rarely and a few often"},
      {"alpha", "weeks; r / alpha is the mean number of purchase days a week of a customer who is there"},
      {"a", "chance to leave after a purchase: a / (a + b) on average"},
      {"b", "large a and b: that chance is the same for all"},
      {"s", "how alike customers' rates of leaving are"},
      {"beta", "weeks; s / beta is the mean rate of leaving a week"},
      {"k", "regularity: 1 is at random, more is more regular"},
      {"p", "how steady one customer's spending is: large is steady"},
      {"q", "how alike customers' means are: large is alike"},
      {"gamma", "the scale of spending, in the currency"}};
  static const std::string kNone;
  const auto found = kMeanings.find(name);
  return found == kMeanings.end() ? kNone : found->second;
}

// The interval is reckoned on the logarithm, since no parameter is below 0.
std::vector<std::string> RowOf(const Parameter& parameter, const std::string& of) {
  std::vector<std::string> row = {parameter.name(), of, Significant(parameter.value())};
  const double error = parameter.standard_error();
  if (parameter.name() == "k") {
    row.insert(row.end(), {"–", "a whole number"});
  } else if (error > 0 && error < 2 * parameter.value()) {
    const double factor = std::exp(kSure * error / parameter.value());
    row.push_back(Significant(error));
    row.push_back(absl::StrCat(Significant(parameter.value() / factor), " – ",
                               Significant(parameter.value() * factor)));
  } else {
    row.push_back(error > 0 ? Significant(error) : "–");
    row.push_back("not identified");
  }
  row.push_back(MeaningOf(parameter.name()));
  return row;
}

}  // namespace

Table CandidateTable(const scoring::v1::Model& model) {
  Table table{{"family", "log-score", "behind by ± error", "AUC", "Brier", "expected", "state"}, {}};
  for (const Candidate& candidate : model.candidates()) {
    const bool fitted = candidate.state() != scoring::v1::CANDIDATE_STATE_FAILED;
    const auto figure = [&](const std::string& text) { return fitted ? text : "–"; };
    table.rows.push_back({candidate.display_name(), figure(Fixed(candidate.log_score(), 5)),
                          figure(BehindOf(candidate)), figure(Fixed(candidate.auc(), 3)),
                          figure(Fixed(candidate.brier_score(), 4)),
                          figure(Fixed(candidate.expected_purchases(), 0)), StateOf(candidate)});
  }
  return table;
}

Table ParameterTable(const scoring::v1::Model& model) {
  Table table{{"parameter", "of", "estimate", "standard error", "95 % interval", "what it says"}, {}};
  for (const Parameter& parameter : model.buying_parameters())
    table.rows.push_back(RowOf(parameter, "buying"));
  for (const Parameter& parameter : model.value_parameters())
    table.rows.push_back(RowOf(parameter, "spending"));
  return table;
}

}  // namespace bestand::ctl
