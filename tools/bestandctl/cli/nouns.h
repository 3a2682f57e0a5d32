#pragma once

#include <string_view>

namespace bestand::ctl {

// Returns what a noun's commands are about, in a sentence; nothing for one that nobody described.
std::string_view DescriptionOfNoun(std::string_view noun);

}  // namespace bestand::ctl
