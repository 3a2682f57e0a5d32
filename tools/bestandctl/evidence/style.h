#pragma once

#include <string>
#include <string_view>

namespace bestand::ctl {

// Returns the style sheet of pages that are to be printed: black on white, A4, no sheet cuts through a record
// that fits on one. Each sheet has `foot`, whatever it says, and its number at its end.
std::string PrintStyleSheet(std::string_view foot);

}  // namespace bestand::ctl
