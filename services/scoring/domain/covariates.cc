#include "services/scoring/domain/covariates.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "common/error/error.h"
#include "services/scoring/domain/likelihood.h"
#include "services/scoring/domain/maximise.h"

namespace bestand::scoring {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr size_t kMostColumns = 8;

// Which log-parameter a block of effects moves, and which way.
struct Shift {
  Index parameter;
  double sign;
};

std::vector<Shift> ShiftsOf(ModelKind kind) {
  const auto names = ParameterNames(kind);
  if (names == std::vector<std::string_view>{"r", "alpha", "s", "beta"}) return {{1, -1}, {3, -1}};
  if (names == std::vector<std::string_view>{"r", "alpha", "a", "b"}) return {{1, -1}, {2, 1}, {3, 1}};
  return {};
}

absl::Status Wrong(std::string_view parameter, std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID", message,
                 {{"parameter", std::string(parameter)}});
}

absl::Status CheckFamily(ModelKind kind) {
  if (HasCovariates(kind)) return absl::OkStatus();
  return Wrong("family",
               std::string(NameOf(kind)) + " has no covariates; take bg_nbd, mbg_nbd or pareto_nbd.");
}

absl::Status CheckColumns(size_t columns) {
  if (columns >= 1 && columns <= kMostColumns) return absl::OkStatus();
  return Wrong("columns", "There are " + std::to_string(columns) + " covariates; send 1 to 8.");
}

absl::Status CheckValues(bool whole, std::span<const double> values) {
  if (whole && std::ranges::all_of(values, [](double v) { return std::isfinite(v); }))
    return absl::OkStatus();
  return Wrong("values",
               "Covariates are missing or not finite; send one finite number a customer and column.");
}

// Customers with equal covariates.
struct Group {
  double customers;
  CompressedHistories histories;
  MatrixXd map;  // from base log-parameters and effects to this group's log-parameters
  Objective likelihood;
};

// The covariates' part of a group's log-parameters: block k of effects moves parameter shifts[k].
MatrixXd MapFor(const std::vector<Shift>& shifts, std::span<const double> z) {
  const auto columns = static_cast<Index>(z.size());
  MatrixXd map = MatrixXd::Zero(4, 4 + columns * static_cast<Index>(shifts.size()));
  map.leftCols(4).setIdentity();
  for (size_t k = 0; k < shifts.size(); ++k) {
    for (Index j = 0; j < columns; ++j) {
      map(shifts[k].parameter, 4 + columns * static_cast<Index>(k) + j) = shifts[k].sign * z[j];
    }
  }
  return map;
}

using Groups = std::vector<std::unique_ptr<Group>>;  // the likelihoods keep the histories' addresses

Groups GroupsOf(ModelKind kind, std::vector<CovariateGroup> known, int threads) {
  Groups groups;
  for (CovariateGroup& one : known) {
    if (one.histories.size() == 0) continue;
    auto group = std::make_unique<Group>();
    group->histories = std::move(one.histories);
    group->customers = static_cast<double>(group->histories.TotalCustomers());
    group->map = MapFor(ShiftsOf(kind), one.covariates);
    group->likelihood = MeanLogLikelihood(kind, group->histories, threads);
    groups.push_back(std::move(group));
  }
  return groups;
}

// Group after group in the order of their covariates: the same bits on any number of threads.
Objective MeanOverGroups(const Groups& groups, double customers) {
  return [&groups, customers](const VectorXd& at, bool with_hessian) {
    Evaluation mean{0, VectorXd::Zero(at.size()), {}};
    if (with_hessian) mean.hessian = MatrixXd::Zero(at.size(), at.size());
    for (const auto& group : groups) {
      const Evaluation part = group->likelihood(group->map * at, with_hessian);
      const double share = group->customers / customers;
      mean.value += share * part.value;
      mean.gradient += share * (group->map.transpose() * part.gradient);
      if (with_hessian) mean.hessian += share * (group->map.transpose() * part.hessian * group->map);
    }
    return mean;
  };
}

VectorXd StartFrom(const ModelFit& plain, Index size) {
  const auto parameters = ParametersOf(plain.model);
  VectorXd start = VectorXd::Zero(size);
  for (Index i = 0; i < 4; ++i) {
    start[i] = std::clamp(std::log(parameters[i]), kLogLeast + .1, kLogMost - .1);
  }
  return start;
}

// The base model of the whole fit, in place of the one without covariates.
absl::Status Describe(const Optimum& optimum, const MatrixXd& covariance, ModelFit& base) {
  const VectorXd logs = optimum.at.head(4);
  const VectorXd parameters = logs.array().exp();
  ASSIGN_OR_RETURN(base.model, MakeModel(KindOf(base.model), {parameters.begin(), parameters.end()}));
  base.standard_errors = StandardErrors(logs, covariance.topLeftCorner(4, 4));
  base.log_covariance = RowMajor(covariance.topLeftCorner(4, 4));
  base.log_likelihood = optimum.evaluation.value * static_cast<double>(base.customers);
  base.iterations = optimum.iterations;
  base.gradient = optimum.gradient;
  return absl::OkStatus();
}

// Effects and errors of block k, empty beyond the last.
void TakeBlock(const Optimum& optimum, const MatrixXd& covariance, Index from, size_t columns,
               std::pair<std::vector<double>*, std::vector<double>*> to) {
  if (from >= optimum.at.size()) return;
  for (Index j = from; j < from + static_cast<Index>(columns); ++j) {
    to.first->push_back(optimum.at[j]);
    to.second->push_back(std::sqrt(covariance(j, j)));
  }
}

}  // namespace

absl::StatusOr<CovariateFit> FitWithCovariates(ModelKind kind, const CovariateData& data,
                                               const FitOptions& options) {
  RETURN_IF_ERROR(CheckFamily(kind));
  RETURN_IF_ERROR(CheckColumns(data.columns));
  RETURN_IF_ERROR(CheckValues(data.values.size() == data.columns * data.histories.size(), data.values));
  std::map<std::vector<double>, std::vector<PurchaseHistory>> members;
  for (size_t i = 0; i < data.histories.size(); ++i) {
    const auto z = data.values.subspan(i * data.columns, data.columns);
    members[{z.begin(), z.end()}].push_back(data.histories[i]);
  }
  ASSIGN_OR_RETURN(const CompressedHistories all, Compress(data.histories));
  std::vector<CovariateGroup> groups;
  for (const auto& [z, histories] : members) {
    ASSIGN_OR_RETURN(CompressedHistories compressed, Compress(histories));
    groups.push_back({z, std::move(compressed)});
  }
  return FitGroups(kind, all, std::move(groups), options);
}

absl::StatusOr<CovariateFit> FitGroups(ModelKind kind, const CompressedHistories& all,
                                       std::vector<CovariateGroup> known, const FitOptions& options) {
  RETURN_IF_ERROR(CheckFamily(kind));
  CovariateFit fit;
  ASSIGN_OR_RETURN(fit.base, FitModel(kind, all, options));
  const size_t columns = known.empty() ? 0 : known.front().covariates.size();
  RETURN_IF_ERROR(CheckColumns(columns));
  for (const CovariateGroup& group : known) {
    RETURN_IF_ERROR(CheckValues(group.covariates.size() == columns, group.covariates));
  }
  const Groups groups = GroupsOf(kind, std::move(known), options.threads);
  const auto customers = static_cast<double>(fit.base.customers);
  const Objective objective = MeanOverGroups(groups, customers);
  const auto step = static_cast<Index>(columns);
  const Index size = 4 + step * static_cast<Index>(ShiftsOf(kind).size());
  ASSIGN_OR_RETURN(const Optimum optimum, Maximise(objective, StartFrom(fit.base, size), options));
  const MatrixXd covariance = UncertaintyAt(optimum.evaluation.hessian, customers).covariance;
  RETURN_IF_ERROR(Describe(optimum, covariance, fit.base));
  fit.covariance = RowMajor(covariance);
  TakeBlock(optimum, covariance, 4, columns, {&fit.rate_effects, &fit.rate_errors});
  TakeBlock(optimum, covariance, 4 + step, columns, {&fit.leaving_effects, &fit.leaving_errors});
  TakeBlock(optimum, covariance, 4 + 2 * step, columns, {&fit.staying_effects, &fit.staying_errors});
  return fit;
}

bool HasCovariates(ModelKind kind) { return !ShiftsOf(kind).empty(); }

PurchaseModel ModelFor(const CovariateFit& fit, std::span<const double> covariates) {
  const auto shifts = ShiftsOf(KindOf(fit.base.model));
  const std::vector<double>* blocks[] = {&fit.rate_effects, &fit.leaving_effects, &fit.staying_effects};
  PurchaseModel model = fit.base.model;
  for (size_t k = 0; k < shifts.size(); ++k) {
    double effect = 0;
    for (size_t j = 0; j < covariates.size(); ++j) effect += (*blocks[k])[j] * covariates[j];
    model.parameters[static_cast<size_t>(shifts[k].parameter)] *= std::exp(shifts[k].sign * effect);
  }
  return model;
}

ModelFit FitFor(const CovariateFit& fit, std::span<const double> covariates) {
  ModelFit one = fit.base;
  one.model = ModelFor(fit, covariates);
  const MatrixXd map = MapFor(ShiftsOf(KindOf(fit.base.model)), covariates);
  using RowMajorMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const RowMajorMatrix> whole(fit.covariance.data(), map.cols(), map.cols());
  const MatrixXd covariance = map * whole * map.transpose();
  const auto parameters = ParametersOf(one.model);
  const VectorXd logs = Eigen::Map<const VectorXd>(parameters.data(), 4).array().log();
  one.log_covariance = RowMajor(covariance);
  one.standard_errors = StandardErrors(logs, covariance);
  return one;
}

}  // namespace bestand::scoring
