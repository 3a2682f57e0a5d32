#include "services/scoring/work/model_warnings.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr double kDoubtfulCorrelation = .3;

std::string Rounded(double number) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(2) << number;
  return out.str();
}

void WarnOfSpending(const FittedModel& model, const FitData& data, std::vector<std::string>& warnings) {
  if (!model.spending_fit) {
    warnings.push_back("Spending could not be fitted; every purchase counts " + Rounded(data.mean_purchase) +
                       " " + data.currency.code + ", the mean of all.");
  }
  if (std::abs(model.spending_correlation) > kDoubtfulCorrelation) {
    warnings.push_back("Frequency and value correlate by " + Rounded(model.spending_correlation) +
                       "; the value model assumes none.");
  }
  if (data.negative_spender > 0) {
    warnings.push_back(std::to_string(data.negative_spender) +
                       " customers returned more than they bought; their value counts as 0.");
  }
}

// Why what was asked for is not used. `fit` is how its fit on all data ended.
std::string WhyNot(const absl::Status& fit, const FittedModel& model, bool Candidate::*asked) {
  if (!fit.ok()) return std::string(MessageOf(fit));
  const auto tried = std::ranges::find(model.candidates, true, asked);
  if (tried == model.candidates.end()) return "no time was kept back to show that they foretell better.";
  if (tried->state == CandidateState::kFailed) return tried->failure;
  return "without them the time kept back was foretold better.";
}

}  // namespace

std::string WhyNoSeason(const absl::Status& fit, const FittedModel& model) {
  return "Seasons were asked for and are not used: " + WhyNot(fit, model, &Candidate::seasonal);
}

std::string WhyNoCovariates(const absl::Status& fit, const FittedModel& model) {
  const std::string not_used = "Kind and country were asked for and are not used: ";
  if (model.covariates && model.covariates->coding.empty()) {
    return not_used + "too few customers differ in them.";
  }
  return not_used + WhyNot(fit, model, &Candidate::covariates);
}

std::vector<std::string> WarningsOf(const FittedModel& model, const FitData& data) {
  std::vector<std::string> warnings;
  if (!model.buying.dropout_identified) {
    warnings.push_back("The data say too little about customers leaving: dropout is not identified.");
  }
  if (model.UsesCovariates()) {
    warnings.push_back(
        "Dormancy learns nothing beside a model with kind and country: the model speaks alone.");
  }
  WarnOfSpending(model, data, warnings);
  if (!model.hold_out) return warnings;
  const Diagnostics& measured = model.hold_out->diagnostics;
  if (measured.auc < measured.baseline_auc) {
    warnings.push_back("In the hold-out the model ranks worse (AUC " + Rounded(measured.auc) +
                       ") than the days since the last purchase (" + Rounded(measured.baseline_auc) + ").");
  }
  return warnings;
}

}  // namespace bestand::scoring
