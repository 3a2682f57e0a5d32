#pragma once

#include <array>
#include <cmath>

namespace bestand::scoring {

// A number that carries its exact slopes along N directions (forward-mode differentiation) and, with
// kOrder = 2, its curvatures too: the Hessian's upper right half, row by row.
template <int N, int kOrder>
struct Dual {
  static constexpr int kCurvatures = kOrder == 2 ? N * (N + 1) / 2 : 0;

  double value{};
  std::array<double, N> slope{};
  std::array<double, kCurvatures> curvature{};

  Dual() = default;
  Dual(double constant) : value(constant) {}  // NOLINT: constants mix freely with duals
};

// The plain number inside.
inline double Plain(double x) { return x; }
template <int N, int kOrder>
double Plain(const Dual<N, kOrder>& x) {
  return x.value;
}

// Up to which derivatives a number carries: 0 for a plain one.
template <class S>
inline constexpr int kOrderOf = 0;
template <int N, int kOrder>
inline constexpr int kOrderOf<Dual<N, kOrder>> = kOrder;

// f(x) by the chain rule: `value`, `first` and `second` are f and its derivatives at the plain x. With
// kOrder = 1 `second` does not matter.
template <int N, int kOrder>
Dual<N, kOrder> Chain(double value, double first, double second, const Dual<N, kOrder>& x) {
  Dual<N, kOrder> result = value;
  for (int i = 0; i < N; ++i) result.slope[i] = first * x.slope[i];
  if constexpr (kOrder == 2) {
    for (int i = 0, at = 0; i < N; ++i) {
      const double bend = second * x.slope[i];
      for (int j = i; j < N; ++j, ++at) result.curvature[at] = first * x.curvature[at] + bend * x.slope[j];
    }
  }
  return result;
}

template <int N, int kOrder>
Dual<N, kOrder> operator+(const Dual<N, kOrder>& x, const Dual<N, kOrder>& y) {
  Dual<N, kOrder> result = x.value + y.value;
  for (int i = 0; i < N; ++i) result.slope[i] = x.slope[i] + y.slope[i];
  for (int i = 0; i < result.kCurvatures; ++i) result.curvature[i] = x.curvature[i] + y.curvature[i];
  return result;
}

template <int N, int kOrder>
Dual<N, kOrder> operator-(const Dual<N, kOrder>& x, const Dual<N, kOrder>& y) {
  Dual<N, kOrder> result = x.value - y.value;
  for (int i = 0; i < N; ++i) result.slope[i] = x.slope[i] - y.slope[i];
  for (int i = 0; i < result.kCurvatures; ++i) result.curvature[i] = x.curvature[i] - y.curvature[i];
  return result;
}

template <int N, int kOrder>
Dual<N, kOrder> operator*(const Dual<N, kOrder>& x, const Dual<N, kOrder>& y) {
  Dual<N, kOrder> result = x.value * y.value;
  for (int i = 0; i < N; ++i) result.slope[i] = x.slope[i] * y.value + x.value * y.slope[i];
  if constexpr (kOrder == 2) {
    for (int i = 0, at = 0; i < N; ++i) {
      for (int j = i; j < N; ++j, ++at) {
        result.curvature[at] = x.curvature[at] * y.value + x.value * y.curvature[at] +
                               x.slope[i] * y.slope[j] + x.slope[j] * y.slope[i];
      }
    }
  }
  return result;
}

template <int N, int kOrder>
Dual<N, kOrder> operator+(const Dual<N, kOrder>& x, double y) {
  Dual<N, kOrder> result = x;
  result.value += y;
  return result;
}
template <int N, int kOrder>
Dual<N, kOrder> operator+(double x, const Dual<N, kOrder>& y) {
  return y + x;
}
template <int N, int kOrder>
Dual<N, kOrder> operator-(const Dual<N, kOrder>& x, double y) {
  return x + (-y);
}
template <int N, int kOrder>
Dual<N, kOrder> operator*(const Dual<N, kOrder>& x, double y) {
  return Chain(x.value * y, y, 0, x);
}
template <int N, int kOrder>
Dual<N, kOrder> operator*(double x, const Dual<N, kOrder>& y) {
  return y * x;
}
template <int N, int kOrder>
Dual<N, kOrder> operator-(const Dual<N, kOrder>& x) {
  return x * -1.0;
}
template <int N, int kOrder>
Dual<N, kOrder> operator-(double x, const Dual<N, kOrder>& y) {
  return -y + x;
}
template <int N, int kOrder>
Dual<N, kOrder> operator/(const Dual<N, kOrder>& x, double y) {
  return x * (1 / y);
}
template <int N, int kOrder>
Dual<N, kOrder> operator/(double x, const Dual<N, kOrder>& y) {
  const double inverse = 1 / y.value, value = x * inverse;
  return Chain(value, -value * inverse, 2 * value * inverse * inverse, y);
}
template <int N, int kOrder>
Dual<N, kOrder> operator/(const Dual<N, kOrder>& x, const Dual<N, kOrder>& y) {
  return x * (1.0 / y);
}

inline double Log(double x) { return std::log(x); }
inline double Exp(double x) { return std::exp(x); }
inline double Log1p(double x) { return std::log1p(x); }
inline double Expm1(double x) { return std::expm1(x); }

template <int N, int kOrder>
Dual<N, kOrder> Log(const Dual<N, kOrder>& x) {
  const double inverse = 1 / x.value;
  return Chain(std::log(x.value), inverse, -inverse * inverse, x);
}
template <int N, int kOrder>
Dual<N, kOrder> Exp(const Dual<N, kOrder>& x) {
  const double value = std::exp(x.value);
  return Chain(value, value, value, x);
}
template <int N, int kOrder>
Dual<N, kOrder> Expm1(const Dual<N, kOrder>& x) {
  const double value = std::expm1(x.value);
  return Chain(value, value + 1, value + 1, x);
}
template <int N, int kOrder>
Dual<N, kOrder> Log1p(const Dual<N, kOrder>& x) {
  const double inverse = 1 / (x.value + 1);
  return Chain(std::log1p(x.value), inverse, -inverse * inverse, x);
}

}  // namespace bestand::scoring
