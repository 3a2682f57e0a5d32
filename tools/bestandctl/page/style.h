#pragma once

#include <string_view>

namespace bestand::ctl {

// The style sheet of the page: light, for screens from 320 pixels on and for paper. It also gives the classes
// of plot.h their colours; expected is told from actual by shape too, never by colour alone.
std::string_view StyleSheet();

}  // namespace bestand::ctl
