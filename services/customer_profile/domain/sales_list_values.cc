#include "services/customer_profile/domain/sales_list_values.h"

#include <algorithm>

#include "services/customer_profile/domain/text.h"

namespace bestand::customer_profile {
namespace {

constexpr int64_t kMost = 1'000'000'000'000'000;  // far beyond what a row may hold, far below overflow

bool IsDigit(char letter) { return letter >= '0' && letter <= '9'; }

// A number in its parts: sign, digits before and behind the decimal mark.
struct Parts {
  bool negative = false;
  int64_t whole = 0;
  std::string_view fraction;  // digits
};

// Reads "1.234" with '.' as the mark of thousands: three digits in each group but the first.
std::optional<int64_t> ParseWhole(std::string_view text, char thousands) {
  if (text.empty()) return std::nullopt;
  int64_t number = 0;
  const bool grouped = text.find(thousands) != std::string_view::npos;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool group_end = grouped && (text.size() - at) % 4 == 0;
    if (group_end ? at == 0 || text[at] != thousands : !IsDigit(text[at])) return std::nullopt;
    if (!group_end) number = std::min(number * 10 + (text[at] - '0'), kMost);
  }
  return number;
}

std::optional<Parts> Dissect(std::string_view cell, DecimalMark mark) {
  Parts parts;
  if (!cell.empty() && (cell[0] == '-' || cell[0] == '+')) {
    parts.negative = cell[0] == '-';
    cell.remove_prefix(1);
  }
  const bool comma = mark == DecimalMark::kComma;
  const size_t at = std::min(cell.rfind(comma ? ',' : '.'), cell.size());
  if (at < cell.size()) parts.fraction = cell.substr(at + 1);
  if (at + 1 == cell.size() || !std::all_of(parts.fraction.begin(), parts.fraction.end(), IsDigit)) {
    return std::nullopt;
  }
  const std::string_view whole = at == 0 && !parts.fraction.empty() ? "0" : cell.substr(0, at);
  const auto number = ParseWhole(whole, comma ? '.' : ',');
  if (!number.has_value()) return std::nullopt;
  parts.whole = *number;
  while (!parts.fraction.empty() && parts.fraction.back() == '0') parts.fraction.remove_suffix(1);
  return parts;
}

// Takes `count` digits and the separator behind them off `text`.
std::optional<int> TakeDigits(std::string_view& text, size_t count, std::string_view separators) {
  if (text.size() < count) return std::nullopt;
  int number = 0;
  for (size_t at = 0; at < count; ++at) {
    if (!IsDigit(text[at])) return std::nullopt;
    number = number * 10 + (text[at] - '0');
  }
  text.remove_prefix(count);
  if (separators.empty()) return number;
  if (text.empty() || separators.find(text[0]) == std::string_view::npos) return std::nullopt;
  text.remove_prefix(1);
  return number;
}

std::optional<absl::CivilDay> TakeDay(std::string_view& text) {
  const bool german = text.size() > 2 && (text[1] == '.' || text[2] == '.');
  std::optional<int> year, month, day;
  if (german) {
    day = TakeDigits(text, text[1] == '.' ? 1 : 2, ".");
    if (day.has_value()) month = TakeDigits(text, text.size() > 1 && text[1] == '.' ? 1 : 2, ".");
    if (month.has_value()) year = TakeDigits(text, 4, "");
  } else {
    year = TakeDigits(text, 4, "-");
    if (year.has_value()) month = TakeDigits(text, 2, "-");
    if (month.has_value()) day = TakeDigits(text, 2, "");
  }
  if (!year.has_value() || !month.has_value() || !day.has_value()) return std::nullopt;
  const absl::CivilDay date(*year, *month, *day);
  if (date.month() != *month || date.day() != *day) return std::nullopt;
  return date;
}

// Reads "08:26", "08:26:05", "8:26", "08:26:05.123"; empty is midnight.
std::optional<absl::CivilSecond> TakeClock(std::string_view& text, absl::CivilDay day) {
  const auto hour = TakeDigits(text, text.size() > 1 && text[1] == ':' ? 1 : 2, ":");
  const auto minute = hour.has_value() ? TakeDigits(text, 2, "") : std::nullopt;
  if (!minute.has_value() || *hour > 23 || *minute > 59) return std::nullopt;
  int second = 0;
  if (!text.empty() && text[0] == ':') {
    text.remove_prefix(1);
    const auto seconds = TakeDigits(text, 2, "");
    if (!seconds.has_value() || *seconds > 59) return std::nullopt;
    second = *seconds;
    if (!text.empty() && text[0] == '.') {
      text.remove_prefix(1);
      while (!text.empty() && IsDigit(text[0])) text.remove_prefix(1);
    }
  }
  return absl::CivilSecond(day.year(), day.month(), day.day(), *hour, *minute, second);
}

// Reads "Z", "+02:00", "+0200", "-05"; false when it is none of them.
bool TakeOffset(std::string_view text, std::optional<absl::Duration>& offset) {
  if (text == "Z" || text == "z") {
    offset = absl::ZeroDuration();
    return true;
  }
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return false;
  const int sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto hours = TakeDigits(text, 2, "");
  if (!hours.has_value()) return false;
  if (!text.empty() && text[0] == ':') text.remove_prefix(1);
  const auto minutes = text.empty() ? std::optional<int>(0) : TakeDigits(text, 2, "");
  if (!minutes.has_value() || !text.empty() || *hours > 14 || *minutes > 59) return false;
  offset = sign * (absl::Hours(*hours) + absl::Minutes(*minutes));
  return true;
}

}  // namespace

std::optional<DecimalMark> MarkSeenIn(std::string_view cell) {
  cell = Trimmed(cell);
  const size_t at = cell.find_last_of(".,");
  if (at == std::string_view::npos) return std::nullopt;
  const DecimalMark mark = cell[at] == ',' ? DecimalMark::kComma : DecimalMark::kPoint;
  const bool alone = cell.find_first_of(".,") == at;
  const bool begins_with_zero = at == 1 && cell[0] == '0';
  if (alone && cell.size() - at - 1 == 3 && !begins_with_zero) return std::nullopt;
  if (!alone && cell.find(cell[at]) != at) {
    return cell[at] == ',' ? DecimalMark::kPoint : DecimalMark::kComma;  // it groups thousands
  }
  return mark;
}

ParsedNumber ParseAmount(std::string_view cell, DecimalMark mark, int decimals) {
  cell = Trimmed(cell);
  if (cell.empty()) return {.problem = "is missing"};
  const auto parts = Dissect(cell, mark);
  if (!parts.has_value()) return {.problem = "is not a number"};
  if (parts->fraction.size() > static_cast<size_t>(decimals)) {
    return {.problem = "has more decimals than the currency"};
  }
  // Beyond what a line may be worth, also where the currency has no decimals.
  int64_t amount = std::min(parts->whole, kMost / 1000 + 1);
  for (int place = 0; place < decimals; ++place) {
    const size_t at = static_cast<size_t>(place);
    amount = amount * 10 + (at < parts->fraction.size() ? parts->fraction[at] - '0' : 0);
  }
  return {.number = parts->negative ? -amount : amount};
}

ParsedNumber ParseQuantity(std::string_view cell, DecimalMark mark) {
  cell = Trimmed(cell);
  if (cell.empty()) return {.problem = "is missing"};
  const auto parts = Dissect(cell, mark);
  if (!parts.has_value() || !parts->fraction.empty()) return {.problem = "is not a whole number"};
  return {.number = parts->negative ? -parts->whole : parts->whole};
}

std::optional<WrittenTime> ParseTime(std::string_view cell) {
  cell = Trimmed(cell);
  const auto day = TakeDay(cell);
  if (!day.has_value()) return std::nullopt;
  if (cell.empty()) return WrittenTime{absl::CivilSecond(*day), std::nullopt};
  if (cell[0] != ' ' && cell[0] != 'T') return std::nullopt;
  cell.remove_prefix(1);
  const auto civil = TakeClock(cell, *day);
  if (!civil.has_value()) return std::nullopt;
  WrittenTime written{*civil, std::nullopt};
  if (!cell.empty() && !TakeOffset(cell, written.offset)) return std::nullopt;
  return written;
}

}  // namespace bestand::customer_profile
