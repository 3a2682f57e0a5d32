#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/scoring/domain/all_models.h"
#include "services/scoring/domain/purchase_model.h"

namespace bestand::scoring {

// Time is in weeks in all models. Purchases of a living customer come at random at a rate that differs
// between customers as a gamma distribution with shape r and rate alpha (weeks). The families differ in how
// customers leave and in how regularly they buy; each lives in a folder of its own, models/<name>, which is
// all that a new one needs: CMake makes ModelKind and the list of families from these folders.

// Returns all families, by name.
std::span<const ModelKind> AllModelKinds();

ModelKind KindOf(const PurchaseModel& model);

// Returns the name of the family's folder: "bg_nbd", "pareto_nbd", ... It is what is stored.
std::string_view NameOf(ModelKind kind);

// Returns the name as people write it: "BG/NBD".
std::string_view WrittenNameOf(ModelKind kind);

// Returns the kind of that name. Fails with MODEL_UNKNOWN.
absl::StatusOr<ModelKind> KindFromName(std::string_view name);

// Returns the parameters' names in the order of ParametersOf: r, alpha, ...
std::vector<std::string_view> ParameterNames(ModelKind kind);
std::vector<double> ParametersOf(const PurchaseModel& model);

// Returns the model with these parameters. Fails with MODEL_PARAMETER_INVALID on a wrong number of
// them or one that is not > 0 and finite (fact `parameter`).
absl::StatusOr<PurchaseModel> MakeModel(ModelKind kind, const std::vector<double>& parameters);

// Fails with MODEL_PARAMETER_INVALID (fact `parameter`) unless all parameters are there, > 0 and finite; a
// regularity is a whole number up to the family's largest.
absl::Status CheckModel(const PurchaseModel& model);

}  // namespace bestand::scoring
