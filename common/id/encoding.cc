#include "common/id/encoding.h"

#include <array>
#include <cstdint>

namespace bestand {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr int8_t kNone = -1;

// What each byte stands for in an alphabet, or kNone.
constexpr std::array<int8_t, 256> ValuesOf(std::string_view alphabet) {
  std::array<int8_t, 256> values{};
  values.fill(kNone);
  for (size_t i = 0; i < alphabet.size(); ++i) {
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<int8_t>(i);
  }
  return values;
}

constexpr std::array<int8_t, 256> kHexValues = [] {
  auto values = ValuesOf(kHexDigits);
  for (int letter = 0; letter < 6; ++letter) values['A' + letter] = static_cast<int8_t>(10 + letter);
  return values;
}();
constexpr std::array<int8_t, 256> kBase64Values = ValuesOf(kBase64);
constexpr std::array<int8_t, 256> kBase64UrlValues = ValuesOf(kBase64Url);

int8_t ValueIn(const std::array<int8_t, 256>& values, char digit) {
  return values[static_cast<unsigned char>(digit)];
}

// Digits of an alphabet of 64, without padding.
std::string Digits(std::string_view alphabet, std::string_view bytes) {
  std::string text;
  uint32_t held = 0;
  int bits = 0;
  for (const unsigned char byte : bytes) {
    held = held << 8 | byte;
    for (bits += 8; bits >= 6;) text += alphabet[held >> (bits -= 6) & 63];
  }
  if (bits > 0) text += alphabet[held << (6 - bits) & 63];
  return text;
}

std::optional<std::string> OfDigits(const std::array<int8_t, 256>& values, std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  uint32_t held = 0;
  int bits = 0;
  for (const char digit : text) {
    const int value = ValueIn(values, digit);
    if (value == kNone) return std::nullopt;
    held = held << 6 | static_cast<uint32_t>(value);
    bits += 6;
    if (bits >= 8) bytes += static_cast<char>(held >> (bits -= 8) & 255);
  }
  // Left-over bits must be zero, or two texts would mean the same bytes.
  if ((held & ((1u << bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string ToHex(std::string_view bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 15];
  }
  return text;
}

std::optional<std::string> FromHex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = ValueIn(kHexValues, text[i]), low = ValueIn(kHexValues, text[i + 1]);
    if (high == kNone || low == kNone) return std::nullopt;
    bytes += static_cast<char>(16 * high + low);
  }
  return bytes;
}

std::string ToBase64(std::string_view bytes) {
  std::string text = Digits(kBase64, bytes);
  text.resize((text.size() + 3) / 4 * 4, '=');
  return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return OfDigits(kBase64Values, text);
}

std::string ToBase64Url(std::string_view bytes) { return Digits(kBase64Url, bytes); }

std::optional<std::string> FromBase64Url(std::string_view text) { return OfDigits(kBase64UrlValues, text); }

}  // namespace bestand
