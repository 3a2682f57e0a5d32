#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace bestand::reward_catalog {

// The languages in which a choice is explained. For another one: a value here, its code, and its column in
// phrases.cc and in words.cc.
enum class Language { kEnglish, kGerman };
inline constexpr std::array kLanguages = {Language::kEnglish, Language::kGerman};

// Returns the language's code of BCP 47: "en", "de".
std::string_view CodeOf(Language language);

// Returns the language with this code, nothing when there is none.
std::optional<Language> LanguageOf(std::string_view code);

}  // namespace bestand::reward_catalog
