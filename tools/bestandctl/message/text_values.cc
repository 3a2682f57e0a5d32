#include "tools/bestandctl/message/text_values.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "common/error/error.h"
#include "common/validate/wire_values.h"
#include "google/protobuf/field_mask.pb.h"

namespace bestand::ctl {
namespace {

using google::protobuf::Message;

absl::Status Wanted(std::string_view field, std::string_view text, std::string_view form) {
  return InvalidFields({{std::string(field), absl::StrCat("is '", std::string(text).substr(0, 60),
                                                          "'; write it as ", std::string(form))}});
}

// Parses digits with at most `decimals` behind the point into units of 10^-decimals.
std::optional<int64_t> ParseDecimal(std::string_view text, int decimals) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const size_t point = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, point));
  std::string fraction(point < text.size() ? text.substr(point + 1) : "");
  if (digits.empty() || fraction.size() > static_cast<size_t>(decimals)) return std::nullopt;
  fraction.resize(decimals, '0');
  digits += fraction;
  int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return negative ? -value : value;
}

absl::Status ParseMoney(std::string_view field, std::string_view text, google::type::Money& money) {
  const std::vector<std::string> parts = absl::StrSplit(std::string(text), ' ', absl::SkipEmpty());
  if (parts.size() != 2 || parts[1].size() != 3) return Wanted(field, text, "12.34 EUR");
  const auto minor = ParseDecimal(parts[0], CurrencyExponent(parts[1]));
  if (!minor.has_value()) return Wanted(field, text, "12.34 EUR");
  money = ToMoney(*minor, parts[1]);
  return absl::OkStatus();
}

absl::Status ParseDate(std::string_view field, std::string_view text, google::type::Date& date) {
  absl::CivilDay day;
  if (text.size() != 10 || !absl::ParseCivilTime(std::string(text), &day))
    return Wanted(field, text, "2011-09-30");
  date = ToDate(day);
  return absl::OkStatus();
}

absl::Status ParseTime(std::string_view field, std::string_view text, google::protobuf::Timestamp& time) {
  absl::Time parsed;
  std::string problem;
  const std::string whole =
      text.size() == 10 ? absl::StrCat(std::string(text), "T00:00:00Z") : std::string(text);
  if (!absl::ParseTime(absl::RFC3339_full, whole, &parsed, &problem))
    return Wanted(field, text, "2011-09-30T08:26:00Z or 2011-09-30");
  time = ToTimestamp(parsed);
  return absl::OkStatus();
}

absl::Status ParseDuration(std::string_view field, std::string_view text,
                           google::protobuf::Duration& duration) {
  std::string whole(text);
  double days = 0;
  if (absl::EndsWith(whole, "d")) {
    char* end = nullptr;
    days = std::strtod(whole.c_str(), &end);
    if (end == whole.c_str() || *end != 'd' || !std::isfinite(days))
      return Wanted(field, text, "90d, 36h, 15m or 30s");
    duration = ToDuration(absl::Hours(24) * days);
    return absl::OkStatus();
  }
  absl::Duration parsed;
  if (!absl::ParseDuration(whole, &parsed)) return Wanted(field, text, "90d, 36h, 15m or 30s");
  duration = ToDuration(parsed);
  return absl::OkStatus();
}

std::string WithThousands(int64_t units) {
  std::string digits = absl::StrCat(units < 0 ? -units : units);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(at, ",");
  return units < 0 ? "-" + digits : digits;
}

std::string FormatMoney(const google::type::Money& money) {
  if (money.currency_code().empty()) return "";
  const int exponent = CurrencyExponent(money.currency_code());
  std::string amount = WithThousands(money.units());
  if (money.units() == 0 && money.nanos() < 0) amount = "-0";
  if (exponent > 0)
    absl::StrAppend(
        &amount, ".",
        absl::StrFormat("%09d", std::abs(money.nanos())).substr(0, static_cast<size_t>(exponent)));
  return absl::StrCat(amount, " ", money.currency_code());
}

std::string DurationText(absl::Duration duration) {
  const double days = absl::ToDoubleHours(duration) / 24;
  if (days >= 1 && days == std::floor(days)) return absl::StrFormat("%.0f days", days);
  return absl::FormatDuration(duration);
}

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", time, absl::UTCTimeZone());
}

template <class T>
T* As(Message& message) {
  return google::protobuf::DynamicCastToGenerated<T>(&message);
}

template <class T>
const T* As(const Message& message) {
  return google::protobuf::DynamicCastToGenerated<const T>(&message);
}

}  // namespace

absl::Status ParseTextForm(std::string_view field, std::string_view text, Message& message) {
  if (auto* money = As<google::type::Money>(message)) return ParseMoney(field, text, *money);
  if (auto* date = As<google::type::Date>(message)) return ParseDate(field, text, *date);
  if (auto* time = As<google::protobuf::Timestamp>(message)) return ParseTime(field, text, *time);
  if (auto* duration = As<google::protobuf::Duration>(message)) return ParseDuration(field, text, *duration);
  auto* mask = As<google::protobuf::FieldMask>(message);
  for (const auto path : absl::StrSplit(std::string(text), ',', absl::SkipEmpty()))
    mask->add_paths(std::string(path));
  return absl::OkStatus();
}

std::string FormatTextForm(const Message& message) {
  if (const auto* money = As<google::type::Money>(message)) return FormatMoney(*money);
  if (const auto* date = As<google::type::Date>(message))
    return IsDay(*date) ? absl::FormatCivilTime(ToDay(*date)) : "";
  if (const auto* time = As<google::protobuf::Timestamp>(message)) return TimeText(ToTime(*time));
  if (const auto* duration = As<google::protobuf::Duration>(message))
    return DurationText(ToDuration(*duration));
  const auto* mask = As<google::protobuf::FieldMask>(message);
  return absl::StrJoin(mask->paths(), ",");
}

}  // namespace bestand::ctl
