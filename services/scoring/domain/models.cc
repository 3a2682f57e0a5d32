#include "services/scoring/domain/models.h"

#include <cmath>
#include <string>

#include "common/error/error.h"
#include "services/scoring/domain/models/model_family.h"

namespace bestand::scoring {
namespace {

absl::Status Invalid(std::string_view parameter, std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID", message,
                 {{"parameter", std::string(parameter)}});
}

std::string AllNames() {
  std::string names;
  for (const ModelKind kind : AllModelKinds()) {
    names += (names.empty() ? "" : ", ") + std::string(NameOf(kind));
  }
  return names;
}

absl::Status CheckRegularity(const ModelFamily& family, double k) {
  const int most = family.facts().most_regularity;
  if (most == 1 || (k == std::floor(k) && k <= most)) return absl::OkStatus();
  return Invalid("k", "The regularity k is " + std::to_string(k) + "; send a whole number from 1 to " +
                          std::to_string(most) + ".");
}

}  // namespace

ModelKind KindOf(const PurchaseModel& model) { return model.kind; }

std::string_view WrittenNameOf(ModelKind kind) { return FamilyOf(kind).facts().written_name; }

absl::StatusOr<ModelKind> KindFromName(std::string_view name) {
  for (const ModelKind kind : AllModelKinds()) {
    if (NameOf(kind) == name) return kind;
  }
  return Failure(absl::StatusCode::kNotFound, "MODEL_UNKNOWN",
                 "There is no such model; take one of " + AllNames() + ".",
                 {{"model", std::string(name.substr(0, 64))}});
}

std::vector<std::string_view> ParameterNames(ModelKind kind) { return FamilyOf(kind).facts().parameters; }

std::vector<double> ParametersOf(const PurchaseModel& model) { return model.parameters; }

absl::StatusOr<PurchaseModel> MakeModel(ModelKind kind, const std::vector<double>& parameters) {
  PurchaseModel model{kind, parameters};
  RETURN_IF_ERROR(CheckModel(model));
  return model;
}

absl::Status CheckModel(const PurchaseModel& model) {
  const ModelFamily& family = FamilyOf(model.kind);
  const auto& names = family.facts().parameters;
  if (model.parameters.size() != names.size()) {
    return Invalid("count", "The number of parameters does not fit the model; see its parameter names.");
  }
  for (size_t i = 0; i < names.size(); ++i) {
    if (model.parameters[i] > 0 && std::isfinite(model.parameters[i])) continue;
    return Invalid(names[i], "Parameter " + std::string(names[i]) + " is " +
                                 std::to_string(model.parameters[i]) + "; send a finite number > 0.");
  }
  return CheckRegularity(family, model.parameters[0]);
}

}  // namespace bestand::scoring
