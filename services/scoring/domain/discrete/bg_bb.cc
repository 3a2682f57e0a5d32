#include "services/scoring/domain/discrete/bg_bb.h"

#include <cmath>
#include <string>
#include <utility>

#include "common/error/error.h"
#include "services/scoring/domain/discrete/bg_bb_terms.h"
#include "services/scoring/domain/hypergeometric.h"

namespace bestand::scoring {
namespace {

using Parameters = BgBbParameters<double>;

Parameters ParametersIn(const BgBb& m) { return {m.alpha, m.beta, m.gamma, m.delta}; }

absl::Status Check(const BgBb& model, const OpportunityHistory& history) {
  RETURN_IF_ERROR(CheckModel(model));
  return CheckOrder(history);
}

absl::Status CheckAhead(int ahead) {
  if (ahead >= 0 && ahead <= kMostOpportunities) return absl::OkStatus();
  return InvalidFields({{"ahead", "is " + std::to_string(ahead) + "; it must be 0 to 10,000 opportunities"}});
}

absl::Status CheckDiscount(const OpportunityDiscount& discount) {
  if (!(discount.annual_rate >= .0001 && discount.annual_rate <= 10)) {
    return InvalidFields({{"annual_rate", "must be 0.0001 to 10: without discount the sum may have no end"}});
  }
  if (!(discount.opportunities_per_year > 0 && discount.opportunities_per_year <= 366)) {
    return InvalidFields({{"opportunities_per_year", "must be above 0 and at most 366"}});
  }
  return absl::OkStatus();
}

// P(there at opportunity n, after all that silence).
double AliveNow(const BgBb& model, const OpportunityHistory& history) {
  const auto silence = SilenceOf(ParametersIn(model), history);
  return silence.alive / silence.whole;
}

// The chance to stay for one more opportunity after n of them.
double Stays(const BgBb& model, double n) { return (model.delta + n) / (model.gamma + model.delta + n); }

// The chance of who is there to use an opportunity.
double Uses(const BgBb& model, const OpportunityHistory& history) {
  return (model.alpha + history.purchases) / (model.alpha + model.beta + history.opportunities);
}

}  // namespace

absl::Status CheckOrder(const OpportunityHistory& h) {
  const bool used = h.purchases >= 0 && h.purchases <= h.last && (h.last == 0 || h.purchases > 0);
  if (used && h.last <= h.opportunities && h.opportunities <= kMostOpportunities) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                 std::to_string(h.purchases) + " purchases, the last at opportunity " +
                     std::to_string(h.last) + " of " + std::to_string(h.opportunities) +
                     ", cannot be; send 0 <= purchases <= last <= opportunities <= 10,000.");
}

absl::Status CheckModel(const BgBb& model) {
  const std::pair<const char*, double> parameters[] = {
      {"alpha", model.alpha}, {"beta", model.beta}, {"gamma", model.gamma}, {"delta", model.delta}};
  for (const auto& [name, value] : parameters) {
    if (value > 0 && std::isfinite(value)) continue;
    return Failure(
        absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID",
        "Parameter " + std::string(name) + " is " + std::to_string(value) + "; send a finite number > 0.",
        {{"parameter", name}});
  }
  return absl::OkStatus();
}

absl::StatusOr<double> LogLikelihood(const BgBb& model, const OpportunityHistory& history) {
  RETURN_IF_ERROR(Check(model, history));
  return LogLikelihoodOf(ParametersIn(model), history);
}

absl::StatusOr<double> ProbabilityAlive(const BgBb& model, const OpportunityHistory& history) {
  RETURN_IF_ERROR(Check(model, history));
  return AliveNow(model, history) * Stays(model, history.opportunities);
}

absl::StatusOr<double> ProbabilityBuysAgain(const BgBb& model, const OpportunityHistory& history, int ahead) {
  RETURN_IF_ERROR(Check(model, history));
  RETURN_IF_ERROR(CheckAhead(ahead));
  // Step by step, which keeps small chances exact where 1 - L / L would cancel: there, and not bought yet.
  const double n = history.opportunities;
  double there = AliveNow(model, history), buys = 0;
  for (int k = 0; k < ahead && there > 1e-20 * buys; ++k) {
    there *= Stays(model, n + k);
    const double uses = (model.alpha + history.purchases) / (model.alpha + model.beta + n + k);
    buys += there * uses;
    there *= 1 - uses;
  }
  return std::fmin(buys, 1);
}

absl::StatusOr<double> ExpectedPurchases(const BgBb& model, const OpportunityHistory& history, int ahead) {
  RETURN_IF_ERROR(Check(model, history));
  RETURN_IF_ERROR(CheckAhead(ahead));
  double there = AliveNow(model, history), sum = 0;
  for (int k = 0; k < ahead; ++k) sum += there *= Stays(model, history.opportunities + k);
  return sum * Uses(model, history);
}

absl::StatusOr<double> DiscountedResidualPurchases(const BgBb& model, const OpportunityHistory& history,
                                                   const OpportunityDiscount& discount) {
  RETURN_IF_ERROR(Check(model, history));
  RETURN_IF_ERROR(CheckDiscount(discount));
  const double step = std::exp(-std::log1p(discount.annual_rate) / discount.opportunities_per_year);
  const double n = history.opportunities;
  const double series = HypergeometricOne(model.delta + n + 1, model.gamma + model.delta + n + 1, step);
  return AliveNow(model, history) * Stays(model, n) * Uses(model, history) * step * series;
}

}  // namespace bestand::scoring
