#include "services/scoring/domain/models/pareto_nbd/pareto_nbd.h"

#include "services/scoring/domain/hypergeometric.h"
#include "services/scoring/domain/models/family_with.h"
#include "services/scoring/domain/models/purchase_integral.h"

namespace bestand::scoring {
namespace {

template <class S>
struct ParetoNbdTerms : GammaRate<S> {
  static constexpr bool kLeavesAnyTime = true;
  explicit ParetoNbdTerms(std::span<const S> p) : GammaRate<S>(p), s(p[2]), beta(p[3]) {}

  TimeLogs<S> LogsAt(double tau) const { return {Log1p(tau / this->alpha), Log1p(tau / beta)}; }
  S Exponent(int x, const TimeLogs<S>& logs) const { return (this->r + x) * logs.first + s * logs.second; }

  // H(x, tau) = (alpha+tau)^(r+x) (beta+tau)^s times the integral from tau to infinity of s (alpha+t)^-(r+x)
  // (beta+t)^-(s+1) dt: the 2F1 of Fader, Hardie (2005) eq. 15-16 in Euler's form. In (0, 1).
  S GoneWeight(int x, double tau) const {
    const S total = this->r + s + x;
    if (Plain(this->alpha) >= Plain(beta)) {
      const S z = (this->alpha - beta) / (this->alpha + tau);
      return s / total * HypergeometricOne(this->r + x, total + 1.0, z);
    }
    const S z = (beta - this->alpha) / (beta + tau);
    return s / total * (this->alpha + tau) / (beta + tau) * HypergeometricOne(s + 1.0, total + 1.0, z);
  }

  S s, beta;
};

struct Kernels {
  static constexpr std::string_view kWrittenName = "Pareto/NBD";
  static constexpr std::string_view kParameters[] = {"r", "alpha", "s", "beta"};

  template <class S>
  using Terms = ParetoNbdTerms<S>;

  struct Ahead : PurchaseIntegral {
    Ahead(const std::vector<double>& p, int x)
        : PurchaseIntegral({.count = p[0] + x, .alpha = p[1], .leaving = p[2], .clock = p[3]}) {}
  };

  static std::vector<double> StartOfDropout(double log_alpha) { return {std::log(.5), log_alpha}; }
};

}  // namespace

const ModelFamily& ParetoNbd::Family() {
  static const FamilyWith<Kernels> family;
  return family;
}

}  // namespace bestand::scoring
