#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/scoring/domain/covariates.h"
#include "services/scoring/domain/diagnostics.h"
#include "services/scoring/domain/dormancy.h"
#include "services/scoring/domain/dormancy_report.h"
#include "services/scoring/domain/fit.h"
#include "services/scoring/domain/gamma_gamma.h"
#include "services/scoring/domain/seasonal_clock.h"
#include "services/scoring/work/candidate.h"
#include "services/scoring/work/covariate_coding.h"
#include "services/scoring/work/model_report.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// How a model did on time that it had not seen.
struct HoldOutReport {
  int32_t calibration_end_day = 0;  // the last day it was fitted on
  int32_t holdout_end_day = 0;
  double log_score = 0;  // mean ln P(what happened: bought or not); higher is better
  Diagnostics diagnostics{};
};

// In which months customers buy more, as it was found when somebody asked for it.
struct FittedSeason {
  Seasonality months;
  bool identified = false;  // two years were seen
  bool used = false;        // the model counts time on its clock

  bool operator==(const FittedSeason&) const = default;
};

// How kind and country of customers go with their buying, as it was found when somebody asked for it.
struct FittedCovariates {
  CovariateCoding coding;
  CovariateFit fit;  // its base is the model of buying where it is used, and else nothing
  bool used = false;
};

// Models of buying and spending, fitted on all customers, as they are stored.
struct FittedModel {
  std::string id;  // a UUID: that of the fit job
  absl::Time create_time;
  Currency currency;
  int32_t as_of_day = 0;  // the last day that the fit saw
  int64_t distinct_histories = 0;
  ModelFit buying{};                           // on the season's clock where one is used
  std::optional<FittedSeason> season;          // where it was asked for
  std::optional<FittedCovariates> covariates;  // where they were asked for
  GammaGamma spending{};  // in units of the currency; FlatSpending when `spending_fit` is absent
  std::optional<GammaGammaFit> spending_fit;
  double spending_correlation = 0;  // between repeats and mean value
  DormancyYardstick yardstick{};    // of the customers it was fitted on: the cohort of dormancy
  std::optional<HoldOutReport> hold_out;
  std::optional<DormancyReport> dormancy;  // how well sleep is foretold, on the hold-out
  std::vector<Candidate> candidates;       // tried on the hold-out, best first
  std::string choice;                      // why its family was taken, in words
  std::optional<ModelReport> report;       // kept with the model, read by ModelStore::FindReport only
  std::vector<std::string> warnings;
  double fit_ms = 0;    // what the optimisers took
  bool active = false;  // output only

  // The clock that the model of buying counts on.
  SeasonalClock Clock() const {
    return season && season->used ? SeasonalClock(season->months) : SeasonalClock();
  }

  bool UsesCovariates() const { return covariates && covariates->used; }
  // The model of buying of each group of customers; of all where no covariates are used. `Models` with the
  // clock.
  std::vector<ModelFit> Fits() const;
  std::vector<SeasonalModel> Models() const;
  // The group of a customer among them.
  uint8_t GroupOf(const Traits& traits) const {
    return UsesCovariates() ? covariates->coding.GroupOf(traits) : 0;
  }
};

}  // namespace bestand::scoring
