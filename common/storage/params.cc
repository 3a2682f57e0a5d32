#include "common/storage/params.h"

#include <charconv>
#include <cmath>

#include "common/id/encoding.h"

namespace bestand::storage {

std::string ToSqlText(absl::Time time) {
  if (time == absl::InfiniteFuture()) return "infinity";
  if (time == absl::InfinitePast()) return "-infinity";
  const absl::CivilSecond second = absl::ToCivilSecond(time, absl::UTCTimeZone());
  const int64_t micros = absl::ToUnixMicros(time);
  const int64_t fraction = (micros % 1000000 + 1000000) % 1000000;
  const bool before_christ = second.year() <= 0;
  char text[64];
  std::snprintf(text, sizeof text, "%04lld-%02d-%02d %02d:%02d:%02d.%06lld+00%s",
                static_cast<long long>(before_christ ? 1 - second.year() : second.year()), second.month(),
                second.day(), second.hour(), second.minute(), second.second(),
                static_cast<long long>(fraction), before_christ ? " BC" : "");
  return text;
}

std::string ToSqlText(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

std::string ToSqlText(Bytes bytes) { return "\\x" + ToHex(bytes.data); }

void AppendElement(std::string& literal, std::optional<std::string_view> element) {
  if (literal.size() > 1) literal += ',';
  if (!element.has_value()) {
    literal += "NULL";
    return;
  }
  literal += '"';
  for (const char letter : *element) {
    if (letter == '"' || letter == '\\') literal += '\\';
    literal += letter;
  }
  literal += '"';
}

}  // namespace bestand::storage
