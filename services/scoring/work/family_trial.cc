#include "services/scoring/work/family_trial.h"

#include <algorithm>
#include <string>

#include "common/error/error.h"
#include "services/scoring/domain/seasonality.h"
#include "services/scoring/work/covariate_work.h"

namespace bestand::scoring {
namespace {

absl::Status SeasonNotIdentified(int32_t days_seen) {
  return Failure(absl::StatusCode::kFailedPrecondition, "FIT_NOT_CONVERGED",
                 "It takes two years to tell a season, and the calibration has " + std::to_string(days_seen) +
                     " days; let it end later, or wait.");
}

absl::Status Measure(const FitOptions& options, const CompressedHistories& histories,
                     const FamilyTrial& trial, TriedFamily& tried) {
  ASSIGN_OR_RETURN(ModelFit fit, FitModel(tried.family, histories, options));
  ASSIGN_OR_RETURN(tried.measure, MeasureHoldOut(fit.model, trial.calibration, trial.end_day));
  tried.models = {fit.model};
  tried.fit = std::move(fit);
  return absl::OkStatus();
}

absl::Status MeasureSeason(const FitOptions& options, const RepeatDays& repeats, const FamilyTrial& trial,
                           TriedFamily& tried) {
  const FitData& seen = trial.calibration;
  ASSIGN_OR_RETURN(
      SeasonalFit fit,
      FitSeason(tried.family, {seen.History(), seen.as_of_day, repeats.days, repeats.customers}, options));
  if (!fit.identified()) return SeasonNotIdentified(fit.days_seen);
  tried.clock = SeasonalClock(fit.season);
  ASSIGN_OR_RETURN(tried.measure, MeasureHoldOut({fit.model.model, tried.clock}, seen, trial.end_day));
  tried.models = {{fit.model.model, tried.clock}};
  tried.fit = std::move(fit.model);
  return absl::OkStatus();
}

absl::Status MeasureCovariates(const FitOptions& options, const CovariateCoding& coding,
                               const FamilyTrial& trial, TriedFamily& tried) {
  const FitData& seen = trial.calibration;
  ASSIGN_OR_RETURN(CovariateFit fit, FitCovariates(tried.family, {seen, tried.clock, coding}, options));
  tried.models = ModelsOf(fit, coding, tried.clock);
  ASSIGN_OR_RETURN(tried.measure, MeasureHoldOut(tried.models, seen.GroupsBy(coding), seen, trial.end_day));
  tried.fit = std::move(fit.base);
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

// Keeps how it ended, when that is not the job's end.
absl::Status Note(const absl::Status& status, TriedFamily& tried) {
  if (absl::IsCancelled(status)) return status;
  if (status.ok()) {
    Describe(tried);
  } else {
    tried.candidate.state = CandidateState::kFailed;
    tried.candidate.failure = std::string(MessageOf(status));
  }
  return absl::OkStatus();
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
    TriedFamily tried{.family = family, .candidate = {.family = std::string(NameOf(family))}};
    const FitOptions options = options_of(TitleOf(tried.candidate));
    RETURN_IF_ERROR(Note(Measure(options, histories, trial, tried), tried));
    trial.families.push_back(std::move(tried));
  }
  Rank(trial);
  if (trial.families.front().fit) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "FIT_NOT_CONVERGED",
                 "No family could be fitted on the calibration; fit one by name, without a calibration end.");
}

absl::Status TrySeason(const RepeatDays& repeats, const OptionsOf& options_of, FamilyTrial& trial) {
  const ModelKind family = trial.families.front().family;
  TriedFamily tried{.family = family, .candidate = {.family = std::string(NameOf(family)), .seasonal = true}};
  const FitOptions options = options_of(TitleOf(tried.candidate));
  RETURN_IF_ERROR(Note(MeasureSeason(options, repeats, trial, tried), tried));
  trial.families.push_back(std::move(tried));
  Rank(trial);
  return absl::OkStatus();
}

absl::Status TryCovariates(const CovariateCoding& coding, const OptionsOf& options_of, FamilyTrial& trial) {
  const auto best = std::ranges::find_if(
      trial.families, [](const TriedFamily& tried) { return tried.fit && HasCovariates(tried.family); });
  if (best == trial.families.end() || coding.empty()) return absl::OkStatus();
  TriedFamily tried{.family = best->family, .clock = best->clock};
  tried.candidate = {
      .family = best->candidate.family, .seasonal = best->candidate.seasonal, .covariates = true};
  const FitOptions options = options_of(TitleOf(tried.candidate));
  RETURN_IF_ERROR(Note(MeasureCovariates(options, coding, trial, tried), tried));
  trial.families.push_back(std::move(tried));
  Rank(trial);
  return absl::OkStatus();
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
