#include "common/html/html.h"

namespace bestand::html {
namespace {

// The one place where text becomes markup; fit for text and for values in double quotes.
void AppendEscaped(std::string_view text, std::string& markup) {
  for (const char letter : text) {
    switch (letter) {
      case '&':
        markup.append("&amp;");
        break;
      case '<':
        markup.append("&lt;");
        break;
      case '>':
        markup.append("&gt;");
        break;
      case '"':
        markup.append("&quot;");
        break;
      case '\'':
        markup.append("&#39;");
        break;
      default:
        markup += letter;
    }
  }
}

void AppendOpening(const Name& name, Attributes attributes, std::string& markup) {
  markup.append("<").append(name.text());
  for (const Attribute& attribute : attributes) {
    markup.append(" ").append(attribute.name.text()).append("=\"");
    AppendEscaped(attribute.value, markup);
    markup.append("\"");
  }
  markup.append(">");
}

}  // namespace

Html::Html(std::string_view text) { AppendEscaped(text, markup_); }

Html& Html::Add(const Html& piece) {
  markup_.append(piece.markup_);
  return *this;
}

Html Element(Name name, Attributes attributes, std::initializer_list<Html> children) {
  Html element;
  AppendOpening(name, attributes, element.markup_);
  for (const Html& child : children) element.Add(child);
  element.markup_.append("</").append(name.text()).append(">");
  return element;
}

Html VoidElement(Name name, Attributes attributes) {
  Html element;
  AppendOpening(name, attributes, element.markup_);
  return element;
}

Html StyleSheet(std::string_view css) {
  Html element;
  element.markup_.append("<style>").append(css).append("</style>");
  return element;
}

std::string Document(std::string_view language, const Html& head, const Html& body) {
  const Html whole = Element("html", {{"lang", language}}, {head, body});
  return "<!DOCTYPE html>\n" + whole.markup() + "\n";
}

}  // namespace bestand::html
