#include "services/scoring/domain/hypergeometric.h"

#include <algorithm>
#include <cmath>

namespace bestand::scoring {
namespace {

constexpr double kDigits = 39;  // ln of the precision that is asked for, with some to spare for slopes
constexpr double kSeriesUpTo = .35;
constexpr double kLeastZ = 1e-30;  // so that slopes in z may be divided by z

int SeriesTerms(double z) { return 4 + static_cast<int>(kDigits / -std::log(z)); }

double SeriesValue(double b, double c, double z) {
  double sum = 1, term = 1;
  for (int n = 0; n < SeriesTerms(z); ++n) {
    term *= (b + n) / (c + n) * z;
    sum += term;
  }
  return sum;
}

// Term n is the product over k < n of (b+k)/(c+k) times z^n, so its derivatives are itself times sums of
// 1/(b+k), 1/(c+k) and their squares, and powers of n/z.
Jet3 SeriesJet(double b, double c, double z) {
  Jet3 jet{1, {}, {}};
  double term = 1, by_b = 0, by_c = 0, squares_b = 0, squares_c = 0;
  double bb = 0, bc = 0, bz = 0, cc = 0, cz = 0, zz = 0;
  const int terms = SeriesTerms(z);
  for (int n = 1; n <= terms; ++n) {
    const double inverse_b = 1 / (b + (n - 1)), inverse_c = 1 / (c + (n - 1));
    term *= (b + (n - 1)) * inverse_c * z;
    by_b += inverse_b, squares_b += inverse_b * inverse_b;
    by_c += inverse_c, squares_c += inverse_c * inverse_c;
    jet.value += term;
    jet.first[0] += term * by_b, jet.first[1] -= term * by_c, jet.first[2] += term * n;
    bb += term * (by_b * by_b - squares_b), bc -= term * by_b * by_c, bz += term * by_b * n;
    cc += term * (by_c * by_c + squares_c), cz -= term * by_c * n, zz += term * n * (n - 1);
  }
  jet.first[2] /= z;
  jet.second = {{{bb, bc, bz / z}, {bc, cc, cz / z}, {bz / z, cz / z, zz / (z * z)}}};
  return jet;
}

template <class S>
S Fraction(const S& b, const S& c, const S& z) {
  const double root = std::sqrt(1 - Plain(z));
  const int pairs = 4 + static_cast<int>(kDigits / (2 * std::log((1 + root) / (1 - root))));
  S level = c + (2.0 * pairs - 1);
  for (int j = pairs; j > 0; --j) {
    level = c + (2.0 * j - 2) - (c - b + (j - 1.0)) * static_cast<double>(j) * z / level;
    level = c + (2.0 * j - 3) - (b + (j - 1.0)) * (c + (j - 2.0)) * z / level;
  }
  return (c - 1.0) / level;
}

template <int kOrder>
Jet3 FractionJet(double b, double c, double z) {
  std::array<Dual<3, kOrder>, 3> at{b, c, z};
  for (int i = 0; i < 3; ++i) at[i].slope[i] = 1;
  const auto f = Fraction(at[0], at[1], at[2]);
  Jet3 jet{f.value, f.slope, {}};
  if constexpr (kOrder == 2) {
    const auto& [bb, bc, bz, cc, cz, zz] = f.curvature;
    jet.second = {{{bb, bc, bz}, {bc, cc, cz}, {bz, cz, zz}}};
  }
  return jet;
}

Jet3 FractionJet(double b, double c, double z, int order) {
  if (order == 0) return {Fraction(b, c, z), {}, {}};
  return order == 1 ? FractionJet<1>(b, c, z) : FractionJet<2>(b, c, z);
}

}  // namespace

Jet3 HypergeometricJet(double b, double c, double z, int order) {
  if (z > kSeriesUpTo) return FractionJet(b, c, z, order);
  const double safe = std::max(z, kLeastZ);
  return order == 0 ? Jet3{SeriesValue(b, c, safe), {}, {}} : SeriesJet(b, c, safe);
}

}  // namespace bestand::scoring
