#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "common/html/html.h"
#include "common/html/phrase.h"

namespace bestand::html {

// Returns a whole page that needs nothing else, to be read and printed: black on white, A4, no sheet cuts
// through a record that fits on one. `foot` stands on every sheet, so that loose ones find together, with the
// sheet's number.
std::string PrintedPage(Language language, std::string_view title, std::string_view foot, const Html& body);

// The same in two parts, for content that is written piece by piece between them.
std::pair<std::string, std::string> PrintedFrame(Language language, std::string_view title,
                                                 std::string_view foot);

// Returns names and values as they are stored, as a list without those that are empty. What is long and has
// no space, such as a mail in base64, is cut.
Html StoredValues(std::span<const std::pair<std::string, std::string>> values);

}  // namespace bestand::html
