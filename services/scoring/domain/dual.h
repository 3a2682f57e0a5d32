#pragma once

#include <array>
#include <cmath>

namespace bestand::scoring {

// A number that carries its exact slopes along N directions (forward-mode differentiation). S is
// double, or a Dual itself: then the slopes of the slopes are the Hessian.
template <class S, int N>
struct Dual {
  S value{};
  std::array<S, N> slope{};

  Dual() = default;
  Dual(double constant) : value(constant) {}  // NOLINT: constants mix freely with duals
};

// The plain number inside.
inline double Plain(double x) { return x; }
template <class S, int N>
double Plain(const Dual<S, N>& x) {
  return Plain(x.value);
}

// The value `value` whose slope is `factor` times that of x: the chain rule.
template <class S, int N>
Dual<S, N> Chain(const S& value, const S& factor, const Dual<S, N>& x) {
  Dual<S, N> result;
  result.value = value;
  for (int i = 0; i < N; ++i) result.slope[i] = factor * x.slope[i];
  return result;
}

template <class S, int N>
Dual<S, N> operator+(const Dual<S, N>& x, const Dual<S, N>& y) {
  Dual<S, N> result;
  result.value = x.value + y.value;
  for (int i = 0; i < N; ++i) result.slope[i] = x.slope[i] + y.slope[i];
  return result;
}

template <class S, int N>
Dual<S, N> operator-(const Dual<S, N>& x, const Dual<S, N>& y) {
  Dual<S, N> result;
  result.value = x.value - y.value;
  for (int i = 0; i < N; ++i) result.slope[i] = x.slope[i] - y.slope[i];
  return result;
}

template <class S, int N>
Dual<S, N> operator*(const Dual<S, N>& x, const Dual<S, N>& y) {
  Dual<S, N> result;
  result.value = x.value * y.value;
  for (int i = 0; i < N; ++i) result.slope[i] = x.slope[i] * y.value + x.value * y.slope[i];
  return result;
}

template <class S, int N>
Dual<S, N> operator/(const Dual<S, N>& x, const Dual<S, N>& y) {
  Dual<S, N> result;
  const S inverse = 1.0 / y.value;
  result.value = x.value * inverse;
  for (int i = 0; i < N; ++i) result.slope[i] = (x.slope[i] - result.value * y.slope[i]) * inverse;
  return result;
}

template <class S, int N>
Dual<S, N> operator+(const Dual<S, N>& x, double y) {
  Dual<S, N> result = x;
  result.value = x.value + y;
  return result;
}
template <class S, int N>
Dual<S, N> operator+(double x, const Dual<S, N>& y) {
  return y + x;
}
template <class S, int N>
Dual<S, N> operator-(const Dual<S, N>& x, double y) {
  return x + (-y);
}
template <class S, int N>
Dual<S, N> operator*(const Dual<S, N>& x, double y) {
  return Chain<S, N>(x.value * y, S(y), x);
}
template <class S, int N>
Dual<S, N> operator*(double x, const Dual<S, N>& y) {
  return y * x;
}
template <class S, int N>
Dual<S, N> operator-(const Dual<S, N>& x) {
  return x * -1.0;
}
template <class S, int N>
Dual<S, N> operator-(double x, const Dual<S, N>& y) {
  return -y + x;
}
template <class S, int N>
Dual<S, N> operator/(const Dual<S, N>& x, double y) {
  return x * (1 / y);
}
template <class S, int N>
Dual<S, N> operator/(double x, const Dual<S, N>& y) {
  const S inverse = 1.0 / y.value;
  return Chain<S, N>(x * inverse, -x * inverse * inverse, y);
}

inline double Log(double x) { return std::log(x); }
inline double Exp(double x) { return std::exp(x); }
inline double Log1p(double x) { return std::log1p(x); }
inline double Expm1(double x) { return std::expm1(x); }

template <class S, int N>
Dual<S, N> Log(const Dual<S, N>& x) {
  return Chain<S, N>(Log(x.value), 1.0 / x.value, x);
}
template <class S, int N>
Dual<S, N> Exp(const Dual<S, N>& x) {
  const S value = Exp(x.value);
  return Chain<S, N>(value, value, x);
}

template <class S, int N>
Dual<S, N> Expm1(const Dual<S, N>& x) {
  const S value = Expm1(x.value);
  return Chain<S, N>(value, value + 1.0, x);
}

template <class S, int N>
Dual<S, N> Log1p(const Dual<S, N>& x) {
  return Chain<S, N>(Log1p(x.value), 1.0 / (x.value + 1.0), x);
}

}  // namespace bestand::scoring
