#include "tools/bestandctl/charts/numbers.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace bestand::ctl {
namespace {

constexpr char kNoNumber[] = "–";

// Puts commas between the thousands of a number that begins with digits after its sign.
std::string WithCommas(std::string digits) {
  const size_t first = digits.starts_with('-') ? 1 : 0;
  const size_t point = std::min(digits.find('.'), digits.size());
  for (size_t place = point; place > first + 3;) {
    place -= 3;
    digits.insert(place, ",");
  }
  return digits;
}

std::string WithoutTrailingZeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

double StepFor(double span, int most) {
  const double least = span / most;
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double times : {1., 2., 5.}) {
    if (times * power >= least * (1 - 1e-9)) return times * power;
  }
  return 10 * power;
}

}  // namespace

std::string Grouped(int64_t number) { return WithCommas(std::to_string(number)); }

std::string Fixed(double number, int decimals) {
  if (!std::isfinite(number)) return kNoNumber;
  const std::string text = absl::StrFormat("%.*f", decimals, number);
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return WithCommas(zero && text[0] == '-' ? text.substr(1) : text);
}

std::string Percent(double part, int decimals) {
  if (!std::isfinite(part)) return kNoNumber;
  return Fixed(100 * part, decimals) + " %";
}

std::string Brief(double number) {
  if (!std::isfinite(number)) return kNoNumber;
  if (number == 0) return "0";
  if (std::abs(number) >= 1e6) return WithoutTrailingZeros(absl::StrFormat("%.2f", number / 1e6)) + "M";
  if (std::abs(number) >= 1e3) return WithoutTrailingZeros(absl::StrFormat("%.2f", number / 1e3)) + "k";
  return WithoutTrailingZeros(absl::StrFormat("%.4f", number));
}

std::string Significant(double number) {
  if (!std::isfinite(number)) return kNoNumber;
  if (number == 0) return "0";
  const int digits = static_cast<int>(std::floor(std::log10(std::abs(number)))) + 1;
  if (digits < -4 || digits > 9) return absl::StrFormat("%.2e", number);
  return Fixed(number, std::max(4 - std::max(digits, -2), 0));
}

std::vector<double> RoundTicks(const Range& range, int most) {
  if (!std::isfinite(range.from) || !std::isfinite(range.to) || range.to <= range.from) return {range.from};
  const double step = StepFor(range.to - range.from, std::max(most - 1, 1));
  std::vector<double> ticks;
  const double slack = step * 1e-6;
  for (double k = std::ceil((range.from - slack) / step); k * step <= range.to + slack; ++k) {
    ticks.push_back(k * step);
  }
  return ticks.empty() ? std::vector{range.from} : ticks;
}

Range FromZero(double most) {
  if (!std::isfinite(most) || most <= 0) return {0, 1};
  const double step = StepFor(most, 4);
  return {0, std::ceil(most / step * (1 - 1e-9)) * step};
}

}  // namespace bestand::ctl
