#include "services/scoring/domain/models.h"

#include <cmath>
#include <string>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr std::string_view kNames[] = {"bg_nbd", "mbg_nbd", "pareto_nbd", "nbd"};

std::vector<double> Listed(const BgNbd& m) { return {m.r, m.alpha, m.a, m.b}; }
std::vector<double> Listed(const MbgNbd& m) { return {m.r, m.alpha, m.a, m.b}; }
std::vector<double> Listed(const ParetoNbd& m) { return {m.r, m.alpha, m.s, m.beta}; }
std::vector<double> Listed(const Nbd& m) { return {m.r, m.alpha}; }

PurchaseModel Made(ModelKind kind, const std::vector<double>& p) {
  switch (kind) {
    case ModelKind::kBgNbd:
      return BgNbd{p[0], p[1], p[2], p[3]};
    case ModelKind::kMbgNbd:
      return MbgNbd{p[0], p[1], p[2], p[3]};
    case ModelKind::kParetoNbd:
      return ParetoNbd{p[0], p[1], p[2], p[3]};
    case ModelKind::kNbd:
      break;
  }
  return Nbd{p[0], p[1]};
}

absl::Status Invalid(std::string_view parameter, std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID", message,
                 {{"parameter", std::string(parameter)}});
}

}  // namespace

ModelKind KindOf(const PurchaseModel& model) { return static_cast<ModelKind>(model.index()); }

std::string_view NameOf(ModelKind kind) { return kNames[static_cast<int>(kind)]; }

absl::StatusOr<ModelKind> KindFromName(std::string_view name) {
  for (int i = 0; i < 4; ++i) {
    if (kNames[i] == name) return static_cast<ModelKind>(i);
  }
  return Failure(absl::StatusCode::kNotFound, "MODEL_UNKNOWN",
                 "There is no such model; take one of bg_nbd, mbg_nbd, pareto_nbd, nbd.",
                 {{"model", std::string(name.substr(0, 64))}});
}

std::vector<std::string_view> ParameterNames(ModelKind kind) {
  if (kind == ModelKind::kNbd) return {"r", "alpha"};
  if (kind == ModelKind::kParetoNbd) return {"r", "alpha", "s", "beta"};
  return {"r", "alpha", "a", "b"};
}

std::vector<double> ParametersOf(const PurchaseModel& model) {
  return std::visit([](const auto& m) { return Listed(m); }, model);
}

absl::StatusOr<PurchaseModel> MakeModel(ModelKind kind, const std::vector<double>& parameters) {
  if (parameters.size() != ParameterNames(kind).size()) {
    return Invalid("count", "The number of parameters does not fit the model; see its parameter names.");
  }
  PurchaseModel model = Made(kind, parameters);
  RETURN_IF_ERROR(CheckModel(model));
  return model;
}

absl::Status CheckModel(const PurchaseModel& model) {
  const auto names = ParameterNames(KindOf(model));
  const auto values = ParametersOf(model);
  for (size_t i = 0; i < names.size(); ++i) {
    if (values[i] > 0 && std::isfinite(values[i])) continue;
    return Invalid(names[i], "Parameter " + std::string(names[i]) + " is " + std::to_string(values[i]) +
                                 "; send a finite number > 0.");
  }
  return absl::OkStatus();
}

}  // namespace bestand::scoring
