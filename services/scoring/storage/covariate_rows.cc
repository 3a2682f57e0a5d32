#include "services/scoring/storage/covariate_rows.h"

#include "common/error/error.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

FittedCovariates ToCovariates(const storage::Row& row) {
  const auto traits = row.Texts(2), values = row.Texts(3);
  const auto customers = row.Ints(4);
  std::vector<CovariateColumn> columns;
  for (size_t i = 0; i < traits.size() && i < values.size() && i < customers.size(); ++i) {
    columns.push_back({traits[i], values[i], customers[i]});
  }
  return {.coding = CovariateCoding({std::string(row.Text(0)), std::string(row.Text(1))}, std::move(columns)),
          .fit = {.rate_effects = row.Reals(5),
                  .leaving_effects = row.Reals(6),
                  .staying_effects = row.Reals(7),
                  .rate_errors = row.Reals(8),
                  .leaving_errors = row.Reals(9),
                  .staying_errors = row.Reals(10),
                  .covariance = row.Reals(11)},
          .used = row.Bool(12)};
}

}  // namespace

absl::Status AddCovariates(storage::Session& session, const FittedModel& model) {
  if (!model.covariates) return absl::OkStatus();
  const auto& [coding, fit, used] = *model.covariates;
  std::vector<std::string> traits, values;
  std::vector<int64_t> customers;
  for (const CovariateColumn& column : coding.columns()) {
    traits.push_back(column.trait);
    values.push_back(column.value);
    customers.push_back(column.customers);
  }
  return session
      .Run(sql::kAddCovariates, {{"model_id", model.id},
                                 {"reference_kind", coding.reference().kind},
                                 {"reference_country", coding.reference().country},
                                 {"traits", traits},
                                 {"trait_values", values},
                                 {"customers", customers},
                                 {"rate_effects", fit.rate_effects},
                                 {"leaving_effects", fit.leaving_effects},
                                 {"staying_effects", fit.staying_effects},
                                 {"rate_errors", fit.rate_errors},
                                 {"leaving_errors", fit.leaving_errors},
                                 {"staying_errors", fit.staying_errors},
                                 {"covariance", fit.covariance},
                                 {"used", used}})
      .status();
}

absl::Status ReadCovariates(storage::Session& session, FittedModel& model) {
  ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(sql::kFindCovariates, {{"model_id", model.id}}));
  if (rows.empty()) return absl::OkStatus();
  model.covariates = ToCovariates(rows[0]);
  if (model.covariates->used) model.covariates->fit.base = model.buying;
  return absl::OkStatus();
}

}  // namespace bestand::scoring
