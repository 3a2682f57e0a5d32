#pragma once

#include <cstddef>
#include <string_view>

namespace bestand::log {

// Returns how many bytes the well-formed UTF-8 character at the start of `text` has, 1 to 4; 0 when
// there is none. `text` must not be empty.
size_t Utf8Length(std::string_view text);

}  // namespace bestand::log
