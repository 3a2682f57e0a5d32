#include "services/scoring/storage/sql_contract_model_store.h"

#include <cmath>

#include "common/error/error.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

// The periods as columns.
struct Columns {
  explicit Columns(const ContractModel& model) {
    for (const PeriodFit& period : model.periods) {
      const SbgFit fit = period.fit.value_or(SbgFit{.log_covariance = {0, 0, 0, 0}});
      months.push_back(period.period_months);
      contracts.push_back(period.contracts);
      renewed.push_back(period.renewed);
      left.push_back(period.left);
      fitted.push_back(period.fit.has_value());
      evidence.push_back(static_cast<int64_t>(fit.evidence));
      parameters.insert(parameters.end(), {fit.model.alpha, fit.model.beta});
      covariance.insert(covariance.end(), fit.log_covariance.begin(), fit.log_covariance.end());
      log_likelihoods.push_back(fit.log_likelihood);
    }
  }

  std::vector<int64_t> months, contracts, renewed, left, fitted, evidence;
  std::vector<double> parameters, covariance, log_likelihoods;
};

SbgFit FitAt(const Row& row, size_t i) {
  const std::vector<double> parameters = row.Reals(9), covariance = row.Reals(10);
  SbgFit fit{.model = {parameters[2 * i], parameters[2 * i + 1]},
             .log_covariance = {covariance.begin() + 4 * i, covariance.begin() + 4 * (i + 1)},
             .log_likelihood = row.Reals(11)[i],
             .evidence = static_cast<RenewalEvidence>(row.Ints(8)[i]),
             .contracts = row.Ints(4)[i]};
  fit.standard_errors = {fit.model.alpha * std::sqrt(fit.log_covariance[0]),
                         fit.model.beta * std::sqrt(fit.log_covariance[3])};
  return fit;
}

ContractModel ToModel(const Row& row) {
  ContractModel model{.id = std::string(row.Text(0)),
                      .create_time = row.Time(1),
                      .as_of_day = static_cast<int32_t>(row.Int(2))};
  const std::vector<int64_t> months = row.Ints(3), fitted = row.Ints(7);
  for (size_t i = 0; i < months.size(); ++i) {
    model.periods.push_back({.period_months = static_cast<int>(months[i]),
                             .contracts = row.Ints(4)[i],
                             .renewed = row.Ints(5)[i],
                             .left = row.Ints(6)[i]});
    if (fitted[i] != 0) model.periods.back().fit = FitAt(row, i);
  }
  return model;
}

}  // namespace

absl::Status SqlContractModelStore::Keep(const ContractModel& model) {
  const Columns columns(model);
  return database_.InSession([&](Session& session) {
    return session
        .Run(sql::kAddContractModel, {{"id", model.id},
                                      {"create_time", model.create_time},
                                      {"as_of_day", model.as_of_day},
                                      {"period_months", columns.months},
                                      {"contracts", columns.contracts},
                                      {"renewed", columns.renewed},
                                      {"departed", columns.left},
                                      {"fitted", columns.fitted},
                                      {"evidence", columns.evidence},
                                      {"parameters", columns.parameters},
                                      {"log_covariance", columns.covariance},
                                      {"log_likelihoods", columns.log_likelihoods}})
        .status();
  });
}

absl::StatusOr<ContractModel> SqlContractModelStore::FindNewest() {
  ASSIGN_OR_RETURN(const Rows rows,
                   database_.InSession([](Session& session) { return session.Run(sql::kFindContractModel); },
                                       storage::Repeat::kOnce));
  if (!rows.empty()) return ToModel(rows[0]);
  return Failure(absl::StatusCode::kFailedPrecondition, "NO_CONTRACT_MODEL",
                 "No model of renewals was fitted yet; create a contract fit job first.");
}

}  // namespace bestand::scoring
