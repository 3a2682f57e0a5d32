#include "common/log/quoted.h"

#include <cstdint>

#include "common/log/utf8.h"

namespace bestand::log {
namespace {

void AppendEscaped(std::string& json, char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  if (c == '"' || c == '\\') {
    json += {'\\', c};
  } else if (c == '\n') {
    json += "\\n";
  } else if (static_cast<uint8_t>(c) < 0x20 || c == 0x7F) {
    json += {'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 15]};
  } else {
    json += c;
  }
}

}  // namespace

std::string Quoted(std::string_view text) {
  std::string json = "\"";
  while (!text.empty()) {
    const size_t length = Utf8Length(text);
    if (length == 0) {
      json += "\xEF\xBF\xBD";
    } else if (length == 1) {
      AppendEscaped(json, text[0]);
    } else {
      json += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return json + "\"";
}

}  // namespace bestand::log
