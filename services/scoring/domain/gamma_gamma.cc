#include "services/scoring/domain/gamma_gamma.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

absl::Status Invalid(std::string_view parameter, std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID", message,
                 {{"parameter", std::string(parameter)}});
}

}  // namespace

GammaGamma FlatSpending(double mean_value) {
  // So sure of the common mean that no history of one customer moves it.
  constexpr double kCertainty = 1e15;
  return {1, kCertainty + 1, std::max(mean_value, 1e-9) * kCertainty};
}

absl::Status CheckSpending(const GammaGamma& model) {
  if (!(model.p > 0 && std::isfinite(model.p))) return Invalid("p", "p must be finite and > 0.");
  if (!(model.gamma > 0 && std::isfinite(model.gamma)))
    return Invalid("gamma", "gamma must be finite and > 0.");
  if (model.q > 1 && std::isfinite(model.q)) return absl::OkStatus();
  return Invalid(
      "q", "q is " + std::to_string(model.q) + ", but a mean exists for q > 1 only; use flat spending.");
}

absl::StatusOr<double> ExpectedValue(const GammaGamma& model, int repeats, double mean_value) {
  RETURN_IF_ERROR(CheckSpending(model));
  if (repeats < 0 || !(mean_value >= 0) || !std::isfinite(mean_value)) {
    return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                   "Repeats or mean value cannot be; send finite numbers >= 0.");
  }
  return model.p * (model.gamma + repeats * mean_value) / (model.p * repeats + model.q - 1);
}

}  // namespace bestand::scoring
