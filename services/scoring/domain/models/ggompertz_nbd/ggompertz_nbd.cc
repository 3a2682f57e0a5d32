#include "services/scoring/domain/models/ggompertz_nbd/ggompertz_nbd.h"

#include <limits>

#include "services/scoring/domain/models/family_with.h"
#include "services/scoring/domain/models/ggompertz_nbd/sudden_leaving.h"

namespace bestand::scoring {
namespace {

// E(x, tau) = (r + x) ln(1 + tau/alpha) + s ln(1 + (e^(b tau) - 1) / beta);
// H(x, tau) is the chance of a customer alive at tau to leave before the next purchase.
template <class S>
struct GgompertzNbdTerms : GammaRate<S> {
  static constexpr bool kLeavesAnyTime = true;
  explicit GgompertzNbdTerms(std::span<const S> p) : GammaRate<S>(p), b(p[2]), s(p[3]), beta(p[4]) {}

  TimeLogs<S> LogsAt(double tau) const {
    if (Plain(b) * tau < 30) return {Log1p(tau / this->alpha), Log1p(Expm1(b * tau) / beta)};
    return {Log1p(tau / this->alpha), b * tau + Log(ClockAt(tau) / beta)};
  }
  S Exponent(int x, const TimeLogs<S>& logs) const { return (this->r + x) * logs.first + s * logs.second; }

  S GoneWeight(int x, double tau) const { return Leaves(x, tau, std::numeric_limits<double>::infinity()); }

  // From the last time of each x backwards: who leaves silently after tau does so before the next time of the
  // list, or gets there and does so then. All terms are positive.
  void GoneWeights(std::span<const Place> places, std::span<S> weights) const {
    for (size_t i = places.size(); i-- > 0;) {
      const auto [x, tau] = places[i];
      if (i + 1 == places.size() || places[i + 1].repeats != x) {
        weights[i] = GoneWeight(x, tau);
        continue;
      }
      const double gap = places[i + 1].weeks - tau;
      weights[i] = Leaves(x, tau, gap) + Exp(-Passed(x, tau, gap)) * weights[i + 1];
    }
  }

  S b, s, beta;

 private:
  S ClockAt(double tau) const {
    const S gone = -Expm1(-b * tau);
    return beta * (1.0 - gone) + gone;
  }

  // E(x, tau + gap) - E(x, tau).
  S Passed(int x, double tau, double gap) const {
    const S c = ClockAt(tau), gone = -Expm1(-b * gap);
    return (this->r + x) * Log1p(gap / (this->alpha + tau)) +
           s * (b * gap + Log((c * (1.0 - gone) + gone) / c));
  }

  S Leaves(int x, double tau, double weeks) const {
    const S count = this->r + x, past = this->alpha + tau, c = ClockAt(tau);
    const Ahead ahead{Plain(count), Plain(past), Plain(s), Plain(b), Plain(c)};
    const std::array<const S*, 5> at{&count, &past, &s, &b, &c};
    return Applied<5>(LeavesSilently(ahead, weeks, kOrderOf<S>), at);
  }
};

// The rate (r+x) / (alpha+T) of a living customer, for as long as the customer stays.
class GgompertzAhead {
 public:
  GgompertzAhead(const std::vector<double>& p, int x) : p_(p), count_(p[0] + x) {}

  double Over(const Stretch& stretch, const Moment& moment) const {
    return count_ / (p_[1] + moment.age) * WeeksStayed(From(moment), stretch);
  }
  double Stays(double weeks, const Moment& moment) const { return std::exp(-From(moment).Leaving(weeks)); }

 private:
  // Buying does not end the stay: a count of 0.
  struct Ahead From(const Moment& moment) const {
    const double gone = -std::expm1(-p_[2] * moment.age);
    return {0, p_[1] + moment.age, p_[3], p_[2], p_[4] * (1 - gone) + gone};
  }

  const std::vector<double> p_;
  const double count_;
};

struct Kernels {
  static constexpr std::string_view kWrittenName = "GGompertz/NBD";
  static constexpr std::string_view kParameters[] = {"r", "alpha", "b", "s", "beta"};

  template <class S>
  using Terms = GgompertzNbdTerms<S>;
  using Ahead = GgompertzAhead;

  // Searched are b and beta / b: where b runs to 0, which is Pareto/NBD, the other axes no longer depend on
  // it.
  static Eigen::MatrixXd Axes() {
    Eigen::MatrixXd axes = Eigen::MatrixXd::Identity(5, 5);
    axes(4, 2) = 1;
    return axes;
  }

  static constexpr ModelKind kLimit = ModelKind::kParetoNbd;
  static Eigen::VectorXd AtLimit(const Eigen::VectorXd& pareto) {
    return Eigen::Vector<double, 5>{pareto[0], pareto[1], kLogLeast, pareto[2], pareto[3] + kLogLeast};
  }

  // Pareto/NBD's start, hardly ageing: b a twentieth of the time that alpha is.
  static std::vector<double> StartOfDropout(double log_alpha) {
    const double log_b = -log_alpha + std::log(.05);
    return {log_b, std::log(.5), log_b + log_alpha};
  }
};

}  // namespace

const ModelFamily& GgompertzNbd::Family() {
  static const FamilyWith<Kernels> family;
  return family;
}

}  // namespace bestand::scoring
