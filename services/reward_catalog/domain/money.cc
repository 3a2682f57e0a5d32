#include "services/reward_catalog/domain/money.h"

#include <set>
#include <string_view>

#include "absl/strings/str_format.h"

namespace bestand::reward_catalog {
namespace {

// ISO 4217: two decimals unless said here.
int DecimalsOf(std::string_view currency) {
  static const std::set<std::string_view> kNone = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                                   "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
  static const std::set<std::string_view> kThree = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  if (kNone.contains(currency)) return 0;
  return kThree.contains(currency) ? 3 : 2;
}

}  // namespace

std::string AmountOf(const Money& money) {
  const int decimals = DecimalsOf(money.currency);
  std::string digits = absl::StrFormat("%0*d", decimals + 1, money.minor < 0 ? -money.minor : money.minor);
  if (decimals > 0) digits.insert(digits.size() - decimals, ".");
  return (money.minor < 0 ? "-" : "") + digits;
}

}  // namespace bestand::reward_catalog
