#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bestand::html {

// A name of an element or attribute: a constant of the source of a-z, 0-9 and '-', so that nobody's words
// can become one.
class Name {
 public:
  consteval Name(const char* name) : name_(name) {  // NOLINT(google-explicit-constructor): reads as markup
    for (const char letter : name_) {
      const bool fine = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
      if (!fine) throw "a name of markup holds a-z, 0-9 and - only";
    }
  }
  constexpr std::string_view text() const { return name_; }

 private:
  std::string_view name_;
};

// One attribute: its value is escaped. Give it only values that may be shown; a link's address must be one
// of ours.
struct Attribute {
  Name name;
  std::string_view value;
};
using Attributes = std::initializer_list<Attribute>;

// A piece of a page. There is no way to make one of text but by escaping it, so what strangers write stays
// text, whatever it says.
class Html {
 public:
  Html() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): text among elements
  Html(std::string_view text);
  Html(const std::string& text) : Html(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)
  Html(const char* text) : Html(std::string_view(text)) {}         // NOLINT(google-explicit-constructor)

  const std::string& markup() const { return markup_; }
  // Puts a piece behind this one.
  Html& Add(const Html& piece);

 private:
  friend Html Element(Name, Attributes, std::initializer_list<Html>);
  friend Html VoidElement(Name, Attributes);
  friend Html StyleSheet(std::string_view);

  std::string markup_;
};

// Returns <name attributes>children</name>.
Html Element(Name name, Attributes attributes, std::initializer_list<Html> children);
// Returns <name attributes>, for elements without content, such as input.
Html VoidElement(Name name, Attributes attributes);
// Returns <style>css</style>; `css` is ours and holds no '<'.
Html StyleSheet(std::string_view css);
// Returns a whole page in a language, "de" or "en".
std::string Document(std::string_view language, const Html& head, const Html& body);

}  // namespace bestand::html
