#include "common/storage/cells.h"

#include <charconv>

namespace bestand::storage {
namespace {

// Takes a number off the front of `text`, and the one character after it.
int64_t TakeNumber(std::string_view& text) {
  int64_t number = 0;
  const char* end = std::from_chars(text.data(), text.data() + text.size(), number).ptr;
  const size_t length = end - text.data();
  text.remove_prefix(std::min(length + 1, text.size()));
  return number;
}

// Digits behind the decimal point as microseconds; `text` begins at the first digit.
int64_t TakeMicros(std::string_view text) {
  int64_t micros = 0;
  for (size_t place = 0; place < 6; ++place) {
    const bool digit = place < text.size() && text[place] >= '0' && text[place] <= '9';
    if (!digit) text = text.substr(0, place);
    micros = 10 * micros + (digit ? text[place] - '0' : 0);
  }
  return micros;
}

// Takes one element off the front of an array, and the comma or brace after it.
std::string TakeElement(std::string_view& text) {
  std::string element;
  const bool quoted = text.starts_with('"');
  size_t place = quoted ? 1 : 0;
  for (; place < text.size(); ++place) {
    if (quoted ? text[place] == '"' : text[place] == ',' || text[place] == '}') break;
    if (text[place] == '\\' && place + 1 < text.size()) ++place;
    element += text[place];
  }
  text.remove_prefix(std::min(place + (quoted ? 2 : 1), text.size()));
  return !quoted && element == "NULL" ? "" : element;
}

}  // namespace

int64_t ParseInt(std::string_view text) {
  int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

double ParseReal(std::string_view text) {
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

absl::Time ParseTime(std::string_view text) {
  if (text == "infinity") return absl::InfiniteFuture();
  if (text == "-infinity") return absl::InfinitePast();
  if (text.empty()) return absl::UnixEpoch();
  const bool before_christ = text.ends_with(" BC");
  const int64_t year = TakeNumber(text), month = TakeNumber(text), day = TakeNumber(text);
  const int64_t hour = TakeNumber(text), minute = TakeNumber(text);
  const size_t point = text.find('.');
  const int64_t micros = point == std::string_view::npos ? 0 : TakeMicros(text.substr(point + 1));
  const int64_t second = TakeNumber(text);
  const absl::CivilSecond civil(before_christ ? 1 - year : year, month, day, hour, minute, second);
  return absl::FromCivil(civil, absl::UTCTimeZone()) + absl::Microseconds(micros);
}

std::vector<std::string> ParseArray(std::string_view text) {
  std::vector<std::string> elements;
  if (text.size() < 2 || text == "{}") return elements;
  text.remove_prefix(1);
  while (!text.empty()) elements.push_back(TakeElement(text));
  return elements;
}

}  // namespace bestand::storage
