#include "services/scoring/work/family_trial.h"

#include <string>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

absl::Status Measure(const FitOptions& options, const CompressedHistories& histories,
                     const FamilyTrial& trial, TriedFamily& tried) {
  ASSIGN_OR_RETURN(ModelFit fit, FitModel(tried.family, histories, options));
  ASSIGN_OR_RETURN(tried.measure, MeasureHoldOut(fit.model, trial.calibration, trial.end_day));
  tried.fit = std::move(fit);
  return absl::OkStatus();
}

void Describe(TriedFamily& tried) {
  const Diagnostics& measured = tried.measure.report.diagnostics;
  Candidate& candidate = tried.candidate;
  candidate.state =
      tried.fit->dropout_identified ? CandidateState::kConverged : CandidateState::kDropoutNotIdentified;
  candidate.log_score = tried.measure.report.log_score;
  candidate.auc = measured.auc;
  candidate.brier = measured.brier;
  candidate.expected_purchases = measured.expected_purchases;
  candidate.mean_absolute_error = measured.mean_absolute_error;
  candidate.log_likelihood = tried.fit->log_likelihood;
}

absl::StatusOr<TriedFamily> Try(ModelKind family, const FitOptions& options,
                                const CompressedHistories& histories, const FamilyTrial& trial) {
  TriedFamily tried{.family = family};
  tried.candidate.family = NameOf(family);
  const absl::Status status = Measure(options, histories, trial, tried);
  if (absl::IsCancelled(status)) return status;
  if (status.ok()) {
    Describe(tried);
  } else {
    tried.candidate.state = CandidateState::kFailed;
    tried.candidate.failure = std::string(MessageOf(status));
  }
  return tried;
}

// Best first, those without a fit last, in the order in which they were tried.
void Rank(FamilyTrial& trial) {
  std::vector<Candidate> candidates;
  for (const TriedFamily& tried : trial.families) candidates.push_back(tried.candidate);
  std::vector<TriedFamily> ranked;
  for (const size_t place : Ranked(candidates)) ranked.push_back(std::move(trial.families[place]));
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].state == CandidateState::kFailed) ranked.push_back(std::move(trial.families[i]));
  }
  trial.families = std::move(ranked);
}

}  // namespace

absl::Status TryFamilies(std::span<const ModelKind> families, const OptionsOf& options_of,
                         FamilyTrial& trial) {
  ASSIGN_OR_RETURN(const CompressedHistories histories, Compress(trial.calibration.History()));
  // All fail alike where there are too few customers: say so with the facts, not as a list of failures.
  if (histories.TotalCustomers() < kFewestCustomers || histories.RepeatBuyers() < kFewestRepeatBuyers) {
    return FitModel(families.front(), histories, options_of(TitleOf(NameOf(families.front())))).status();
  }
  for (const ModelKind family : families) {
    ASSIGN_OR_RETURN(TriedFamily tried, Try(family, options_of(TitleOf(NameOf(family))), histories, trial));
    trial.families.push_back(std::move(tried));
  }
  Rank(trial);
  if (trial.families.front().fit) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "FIT_NOT_CONVERGED",
                 "No family could be fitted on the calibration; fit one by name, without a calibration end.");
}

void Choose(size_t place, const FamilyTrial& trial, FittedModel& model) {
  const TriedFamily& chosen = trial.families[place];
  for (const TriedFamily& tried : trial.families) {
    Candidate candidate = tried.candidate;
    candidate.chosen = &tried == &chosen;
    if (tried.fit && !candidate.chosen) {
      const Lead lead = LeadOf(chosen.measure.log_scores, tried.measure.log_scores);
      candidate.behind = lead.mean;
      candidate.behind_error = lead.standard_error;
    }
    model.candidates.push_back(std::move(candidate));
  }
  model.hold_out = chosen.measure.report;
  model.choice = ReasonFor(model.candidates);
}

}  // namespace bestand::scoring
