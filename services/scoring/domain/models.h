#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace bestand::scoring {

// Time is in weeks in all models; every parameter is > 0 and finite. Purchases of a living customer
// are a Poisson process whose rate differs between customers as a gamma distribution with shape r and
// rate alpha (weeks). The models differ in how customers leave.

// Leaves after each repeat purchase with a chance that differs between customers as Beta(a, b).
// Source: Fader, Hardie, Lee, "Counting Your Customers the Easy Way", Marketing Science 24 (2005).
struct BgNbd {
  double r, alpha, a, b;
};

// As BG/NBD, but may leave right after the first purchase too.
// Source: Batislam, Denizel, Filiztekin, Int. J. of Research in Marketing 24 (2007).
struct MbgNbd {
  double r, alpha, a, b;
};

// Leaves at any time, at a rate that differs between customers as a gamma distribution with shape s
// and rate beta (weeks).
// Source: Schmittlein, Morrison, Colombo, Management Science 33 (1987); Fader, Hardie, "A Note on
// Deriving the Pareto/NBD Model and Related Expressions" (2005).
struct ParetoNbd {
  double r, alpha, s, beta;
};

// Never leaves: the baseline of the diagnostics. Source: Ehrenberg, Applied Statistics 8 (1959).
struct Nbd {
  double r, alpha;
};

using PurchaseModel = std::variant<BgNbd, MbgNbd, ParetoNbd, Nbd>;

enum class ModelKind { kBgNbd, kMbgNbd, kParetoNbd, kNbd };

ModelKind KindOf(const PurchaseModel& model);

// Returns "bg_nbd", "mbg_nbd", "pareto_nbd" or "nbd".
std::string_view NameOf(ModelKind kind);

// Returns the kind of that name. Fails with MODEL_UNKNOWN.
absl::StatusOr<ModelKind> KindFromName(std::string_view name);

// Returns the parameters' names in the order of ParametersOf: r, alpha, ...
std::vector<std::string_view> ParameterNames(ModelKind kind);
std::vector<double> ParametersOf(const PurchaseModel& model);

// Returns the model with these parameters. Fails with MODEL_PARAMETER_INVALID on a wrong number of
// them or one that is not > 0 and finite (fact `parameter`).
absl::StatusOr<PurchaseModel> MakeModel(ModelKind kind, const std::vector<double>& parameters);

// Fails with MODEL_PARAMETER_INVALID (fact `parameter`) unless all parameters are > 0 and finite.
absl::Status CheckModel(const PurchaseModel& model);

}  // namespace bestand::scoring
