#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace bestand::ctl {

// Returns the text with &, <, >, " and ' made harmless, for elements and attributes of HTML and SVG.
std::string Escape(std::string_view text);

// An attribute and its value, escaped when written.
using Attribute = std::pair<std::string_view, std::string>;

// Returns an element: <name attribute="value">inner</name>. `inner` is markup, so escape text first; the
// elements that have no end in HTML (meta) are not made here.
std::string Element(std::string_view name, std::initializer_list<Attribute> attributes,
                    std::string_view inner = "");

// Returns a coordinate with at most two decimals; "0" for what is no finite number, so that no chart breaks.
std::string Coordinate(double number);

}  // namespace bestand::ctl
