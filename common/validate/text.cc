#include "common/validate/text.h"

#include <cstdint>

#include "common/log/utf8.h"

namespace bestand {

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const size_t length = log::Utf8Length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool HasControlCharacter(std::string_view text, bool lines) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    if (lines && (byte == '\n' || byte == '\r' || byte == '\t')) continue;
    if (byte < 0x20 || byte == 0x7F) return true;
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<uint8_t>(text[i + 1]) < 0xA0;
    if (c1) return true;
  }
  return false;
}

}  // namespace bestand
