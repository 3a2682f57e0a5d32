#include "services/gateway/domain/phrase.h"

#include <gtest/gtest.h>

#include <utility>

namespace bestand::gateway {
namespace {

TEST(Language, IsWhatTheBrowserPrefersOfTheTwo) {
  for (const auto& [header, language] :
       {std::pair("de-AT,de;q=0.9,en;q=0.8", Language::kGerman),
        std::pair("en-GB,en;q=0.9,de;q=0.8", Language::kEnglish), std::pair("fr,de;q=0.2", Language::kGerman),
        std::pair("de;q=0.3, en;q=0.4", Language::kEnglish), std::pair("de;q=0", Language::kEnglish),
        std::pair("DE", Language::kGerman), std::pair("den, deutsch", Language::kEnglish),
        std::pair("", Language::kEnglish), std::pair(";;,,q=,de;q=x", Language::kEnglish)}) {
    EXPECT_EQ(LanguageOfBrowser(header), language) << header;
  }
}

TEST(Language, OfACodeKnowsRegionsAndNothingElse) {
  EXPECT_EQ(LanguageOfCode("de-CH", Language::kEnglish), Language::kGerman);
  EXPECT_EQ(LanguageOfCode("EN", Language::kGerman), Language::kEnglish);
  EXPECT_EQ(LanguageOfCode("fr", Language::kGerman), Language::kGerman);
  EXPECT_EQ(LanguageOfCode("", Language::kGerman), Language::kGerman);
}

TEST(Phrase, PutsTheValueInItsPlace) {
  constexpr Phrase kUntil{"until $1.", "bis $1."};
  EXPECT_EQ(kUntil.In(Language::kGerman, "Montag"), "bis Montag.");
  EXPECT_EQ(kUntil.In(Language::kEnglish, "$1"), "until $1.");
}

}  // namespace
}  // namespace bestand::gateway
