#pragma once

#include <string_view>

#include "common/html/phrase.h"

namespace bestand::gateway {

using html::CodeOf;
using html::Language;
using html::Phrase;

// Returns the first of English and German that a browser asks for (Accept-Language, by its q values), or
// English when it asks for neither.
Language LanguageOfBrowser(std::string_view accept_language);

// Returns the language of a code "de" or "en", in any case and with a region ("de-AT"); `otherwise` for
// any other code.
Language LanguageOfCode(std::string_view code, Language otherwise);

}  // namespace bestand::gateway
