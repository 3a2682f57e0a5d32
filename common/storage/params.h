#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace bestand::storage {

// Bytes that are not text; bound as bytea.
struct Bytes {
  std::string_view data;
};

// How values are written for PostgreSQL, which learns the type from the statement: write
// CAST(:x AS bigint) where it can't. Times are timestamptz with microseconds in UTC; the infinite
// ones are -infinity and infinity.
std::string ToSqlText(absl::Time time);
std::string ToSqlText(double number);
std::string ToSqlText(Bytes bytes);
inline std::string ToSqlText(std::string_view text) { return std::string(text); }
inline std::string ToSqlText(bool flag) { return flag ? "t" : "f"; }
template <std::integral T>
std::string ToSqlText(T number) {
  return std::to_string(number);
}

// Appends one element to an array literal under construction; nothing is NULL.
void AppendElement(std::string& literal, std::optional<std::string_view> element);

// What a parameter is bound to: NULL or a value in SQL's text form. Made implicitly from text,
// numbers, bool, absl::Time, Bytes, std::optional of these and vectors or spans of all of them;
// vectors become arrays for unnest(CAST(:x AS text[])).
class Value {
 public:
  Value(std::nullopt_t) {}
  Value(std::string text) : text_(std::move(text)) {}
  Value(std::string_view text) : text_(text) {}
  Value(const char* text) : text_(text) {}
  Value(bool flag) : text_(ToSqlText(flag)) {}
  template <std::integral T>
  Value(T number) : text_(ToSqlText(number)) {}
  Value(double number) : text_(ToSqlText(number)) {}
  Value(absl::Time time) : text_(ToSqlText(time)) {}
  Value(Bytes bytes) : text_(ToSqlText(bytes)) {}
  template <typename T>
  Value(const std::optional<T>& value) {
    if (value.has_value()) *this = Value(*value);
  }
  template <typename T>
  Value(const std::vector<T>& elements) : text_(ArrayOf(elements)) {}
  template <typename T>
  Value(std::span<const T> elements) : text_(ArrayOf(elements)) {}

  // Nothing is NULL.
  const std::optional<std::string>& text() const& { return text_; }

 private:
  template <typename T>
  static std::optional<std::string> Element(const T& value) {
    return Value(value).text_;
  }

  template <typename Elements>
  static std::string ArrayOf(const Elements& elements) {
    std::string literal = "{";
    for (const auto& element : elements)
      AppendElement(literal, Element<std::decay_t<decltype(element)>>(element));
    literal += '}';
    return literal;
  }

  std::optional<std::string> text_;
};

// One named parameter: {"customer_id", id}.
struct Param {
  std::string_view name;
  Value value;
};

}  // namespace bestand::storage
