#pragma once

#include <string>
#include <string_view>

namespace bestand::log {

// Returns `text` as a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
std::string Quoted(std::string_view text);

}  // namespace bestand::log
