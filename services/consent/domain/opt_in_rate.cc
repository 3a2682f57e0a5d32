#include "services/consent/domain/opt_in_rate.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace bestand::consent {
namespace {

constexpr double kZ = 1.959963984540054;  // of 97.5 % of the normal distribution

}  // namespace

Share ShareOf(int64_t part, int64_t whole) {
  if (whole <= 0) return {0, 0, 1};
  const double n = static_cast<double>(whole);
  const double p = static_cast<double>(part) / n;
  const double spread = 1 + kZ * kZ / n;
  const double middle = (p + kZ * kZ / (2 * n)) / spread;
  const double half = kZ / spread * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  // At 0 and 1 the ends are exact; rounding must not push them off.
  const double low = part == 0 ? 0 : std::max(0.0, middle - half);
  const double high = part == whole ? 1 : std::min(1.0, middle + half);
  return {p, low, high};
}

std::string SuggestionFor(const OptInCounts& counts) {
  if (counts.active_customers == 0 || counts.confirmed_customers * 2 >= counts.active_customers) return "";
  const int64_t silent = counts.active_customers - counts.confirmed_customers;
  return absl::StrCat(silent, " of ", counts.active_customers,
                      " active customers cannot be addressed. Invite them offline to sign up: a card in each "
                      "parcel, the product registration, a letter with a QR code. Never ask by e-mail.");
}

}  // namespace bestand::consent
