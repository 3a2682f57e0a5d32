// The part of Violations that knows money, times and time spans.
#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"

namespace bestand {
namespace {

constexpr int32_t kMaxNanos = 999'999'999;
constexpr int64_t kFirstSecond = -2'208'988'800;          // 1900-01-01T00:00:00Z
constexpr int64_t kEndSecond = 7'258'118'400;             // 2200-01-01T00:00:00Z
constexpr int64_t kMaxDurationSeconds = 315'576'000'000;  // as google.protobuf.Duration says

bool IsCurrency(const std::string& code) {
  return code.size() == 3 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// What is wrong with an amount, or "".
std::string MoneyProblem(const google::type::Money& value, Sign sign) {
  const int64_t units = value.units();
  const int32_t nanos = value.nanos();
  if (!IsCurrency(value.currency_code())) return "needs a currency of three upper-case letters, such as EUR";
  if (nanos < -kMaxNanos || nanos > kMaxNanos) return "has nanos beyond 999,999,999";
  if ((units > 0 && nanos < 0) || (units < 0 && nanos > 0)) return "has units and nanos of different signs";
  int64_t smallest = 1'000'000'000;
  for (int i = CurrencyExponent(value.currency_code()); i > 0; --i) smallest /= 10;
  if (nanos % smallest != 0) return "has more decimals than " + value.currency_code();
  if (units > INT64_MAX / 1000 - 1 || units < INT64_MIN / 1000 + 1) return "is too large";
  if (sign != Sign::kAny && (units < 0 || nanos < 0)) return "must not be negative";
  if (sign == Sign::kPositive && units == 0 && nanos == 0) return "must be more than zero";
  return "";
}

}  // namespace

void Violations::UnlessMoney(std::string_view field, const google::type::Money& value, Sign sign) {
  const std::string problem = MoneyProblem(value, sign);
  Unless(problem.empty(), field, problem);
}

void Violations::UnlessTime(std::string_view field, const google::protobuf::Timestamp& value) {
  if (value.seconds() < kFirstSecond || value.seconds() >= kEndSecond) {
    Add(field, "lies outside the years 1900 to 2199");
  } else if (value.nanos() < 0 || value.nanos() > kMaxNanos) {
    Add(field, "has nanos outside 0 to 999,999,999");
  }
}

void Violations::UnlessDuration(std::string_view field, const google::protobuf::Duration& value,
                                absl::Duration least, absl::Duration most) {
  const bool formed = value.seconds() >= -kMaxDurationSeconds && value.seconds() <= kMaxDurationSeconds &&
                      value.nanos() >= -kMaxNanos && value.nanos() <= kMaxNanos &&
                      !(value.seconds() > 0 && value.nanos() < 0) &&
                      !(value.seconds() < 0 && value.nanos() > 0);
  if (!formed) return Add(field, "is not a well-formed duration");
  const absl::Duration duration = ToDuration(value);
  if (duration >= least && duration <= most) return;
  Add(field, absl::StrCat("is ", absl::FormatDuration(duration), ", must be from ",
                          absl::FormatDuration(least), " to ", absl::FormatDuration(most)));
}

}  // namespace bestand
