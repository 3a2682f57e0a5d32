#pragma once

#include <array>
#include <bit>
#include <cstdint>

// Builds a kernel for several instruction sets and picks one at start. Without contraction to fused
// multiply-add all of them give the same bits. Sanitizers cannot run the resolver.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define BESTAND_VECTORISED __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define BESTAND_VECTORISED
#endif

namespace bestand::scoring {

// Returns e^x with a relative error below 4e-16, the same bits on every machine; x is first brought
// into [-708, 709], so the result is finite and > 0. Not for NaN. Has no branch: loops over it vectorise.
//
// Source: Cody, Waite, "Software Manual for the Elementary Functions" (1980): x = k ln 2 + rest, and
// a Taylor series of degree 13 on |rest| <= .347, whose remainder is below 5e-18.
inline double BoundedExp(double x) {
  x = x < -708. ? -708. : x;
  x = x > 709. ? 709. : x;
  constexpr double kToInteger = 0x1.8p52;  // adding it leaves the nearest integer in the low bits
  const double shifted = x * 0x1.71547652b82fep+0 + kToInteger;
  const double k = shifted - kToInteger;
  const double rest = (x - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33;
  constexpr std::array<double, 14> kInverseFactorials = {
      1,         1,          1. / 2,      1. / 6,       1. / 24,       1. / 120,       1. / 720,
      1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800, 1. / 39916800, 1. / 479001600, 1. / 6227020800.};
  double sum = kInverseFactorials[13];
  for (int n = 12; n >= 0; --n) sum = sum * rest + kInverseFactorials[n];
  const uint64_t exponent = (std::bit_cast<uint64_t>(shifted) + 1023) << 52;
  return sum * std::bit_cast<double>(exponent);
}

}  // namespace bestand::scoring
