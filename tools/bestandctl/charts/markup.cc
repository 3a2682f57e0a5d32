#include "tools/bestandctl/charts/markup.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

namespace bestand::ctl {

std::string Escape(std::string_view text) {
  return absl::StrReplaceAll(
      {text.data(), text.size()},
      {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string Element(std::string_view name, std::initializer_list<Attribute> attributes,
                    std::string_view inner) {
  std::string markup = "<" + std::string(name);
  for (const auto& [key, value] : attributes) {
    markup += " " + std::string(key) + "=\"" + Escape(value) + "\"";
  }
  return markup + ">" + std::string(inner) + "</" + std::string(name) + ">";
}

std::string Coordinate(double number) {
  if (!std::isfinite(number)) return "0";
  std::string text = absl::StrFormat("%.2f", number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

}  // namespace bestand::ctl
