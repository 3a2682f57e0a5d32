#pragma once

#include <string_view>

namespace bestand::gateway {

// The style sheet of all pages: light or dark as the person's screen, from 320 pixels on, letters with a
// contrast of at least 4.5:1, a visible focus.
std::string_view StyleSheetText();

}  // namespace bestand::gateway
