#pragma once

#include <string_view>

namespace bestand {

// Says whether `text` is well-formed UTF-8.
bool IsUtf8(std::string_view text);

// Says whether `text` has a control character (C0, DEL or, in UTF-8, C1); line ends and tabs count
// unless `lines`.
bool HasControlCharacter(std::string_view text, bool lines);

}  // namespace bestand
