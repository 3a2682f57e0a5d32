#pragma once

#include <string>
#include <string_view>

namespace bestand::html {

// The languages of pages.
enum class Language { kEnglish, kGerman };

// Returns "en" or "de".
constexpr std::string_view CodeOf(Language language) { return language == Language::kGerman ? "de" : "en"; }

// What a page says, in both languages: one that lacks a language does not compile. "$1" stands for a value.
class Phrase {
 public:
  consteval Phrase(std::string_view english, std::string_view german) : english_(english), german_(german) {
    if (english.empty() || german.empty()) throw "a phrase is said in both languages";
    if (english.find("$1") == english.npos ? german.find("$1") != german.npos
                                           : german.find("$1") == german.npos) {
      throw "a phrase has the same value in both languages";
    }
  }

  constexpr std::string_view In(Language language) const {
    return language == Language::kGerman ? german_ : english_;
  }
  // The same with `value` for "$1".
  std::string In(Language language, std::string_view value) const;

 private:
  std::string_view english_, german_;
};

}  // namespace bestand::html
