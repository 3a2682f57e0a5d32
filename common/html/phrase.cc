#include "common/html/phrase.h"

namespace bestand::html {

std::string Phrase::In(Language language, std::string_view value) const {
  std::string text(In(language));
  if (const size_t at = text.find("$1"); at != std::string::npos) text.replace(at, 2, value);
  return text;
}

}  // namespace bestand::html
