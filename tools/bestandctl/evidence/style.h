#pragma once

#include <string_view>

namespace bestand::ctl {

// Returns the style sheet of pages that are to be printed: black on white, A4, no page cuts through a record.
std::string_view PrintStyleSheet();

}  // namespace bestand::ctl
