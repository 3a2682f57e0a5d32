#include "services/reward_catalog/domain/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace bestand::reward_catalog {
namespace {

using testing::Not;
using testing::UnorderedElementsAre;

// The names in braces.
std::multiset<std::string> FactsIn(std::string_view text) {
  static const std::regex kName("\\{([a-z]+)\\}");
  const std::string whole(text);
  std::multiset<std::string> names;
  for (std::sregex_iterator found(whole.begin(), whole.end(), kName), end; found != end; ++found)
    names.insert((*found)[1]);
  return names;
}

TEST(Phrases, SayEverythingInEachLanguage) {
  int place = 0;
  for (const Phrase& phrase : Phrases()) {
    EXPECT_EQ(static_cast<int>(phrase.saying), place++) << phrase.english;
    std::set<std::string_view> texts;
    for (const Language language : kLanguages) {
      EXPECT_FALSE(phrase.in(language).empty()) << phrase.code << " in " << CodeOf(language);
      texts.insert(phrase.in(language));
    }
    EXPECT_EQ(texts.size(), kLanguages.size()) << phrase.english << ": not translated";
  }
  EXPECT_EQ(place, static_cast<int>(Saying::kBroadlyUsable) + 1);
}

TEST(Phrases, NameTheSameFactsInEachLanguage) {
  for (const Phrase& phrase : Phrases()) {
    const auto names = FactsIn(phrase.english);
    for (const Language language : kLanguages) {
      const std::string_view text = phrase.in(language);
      // A fact may be named twice in one language and once in another.
      const auto here = FactsIn(text);
      EXPECT_EQ(std::set(here.begin(), here.end()), std::set(names.begin(), names.end())) << text;
      EXPECT_EQ(std::ranges::count(text, '{'), static_cast<int>(here.size())) << text;
      EXPECT_EQ(std::ranges::count(text, '}'), static_cast<int>(here.size())) << text;
    }
  }
}

TEST(Phrases, HaveEveryCodeOfTheProto) {
  std::set<std::string_view> codes;
  for (const Phrase& phrase : Phrases()) codes.insert(phrase.code);
  EXPECT_THAT(codes, UnorderedElementsAre("RETIRED", "NOT_VALID_NOW", "WRONG_CURRENCY", "WRONG_MOMENT",
                                          "RECIPIENT_UNKNOWN", "NOT_FOR_COMPANIES", "WRONG_COUNTRY",
                                          "AGE_UNKNOWN", "TOO_YOUNG", "NEVER_WANTED", "KIND_GIVEN",
                                          "OUT_OF_STOCK", "TOO_CHEAP", "TOO_DEAR", "OVER_BUDGET",
                                          "OPEN_COMPLAINT", "SAME_KIND_OFFERED", "LOWER_SCORE", "AFFINITY",
                                          "DISLIKE", "KIND_BOUGHT", "WORTH_FIT", "BROADLY_USABLE"));
}

TEST(Say, FillsTheFactsInOnce) {
  const Reason said = Say(Saying::kSameKindOffered, Language::kGerman, {{"offered", "{offered} {kind}"}});
  EXPECT_EQ(said.code, "SAME_KIND_OFFERED");
  EXPECT_THAT(said.explanation, testing::HasSubstr("„{offered} {kind}“ derselben Art"));
}

TEST(ToText, WritesAmountsWithTheirDecimals) {
  const auto english = [](const Money& money) { return ToText(money, Language::kEnglish); };
  EXPECT_EQ(english({1250, "GBP"}), "GBP 12.50");
  EXPECT_EQ(english({5, "EUR"}), "EUR 0.05");
  EXPECT_EQ(english({-105, "EUR"}), "EUR -1.05");
  EXPECT_EQ(english({500, "JPY"}), "JPY 500");
  EXPECT_EQ(english({1, "KWD"}), "KWD 0.001");
}

TEST(ToText, WritesAsTheLanguageDoes) {
  const absl::Time time = absl::FromUnixSeconds(1'330'520'400);
  const std::vector<Moment> moments = {Moment::kGoodwill, Moment::kThankYou};
  EXPECT_EQ(ToText(Money{-1250, "EUR"}, Language::kGerman), "-12,50 EUR");
  EXPECT_EQ(ToText(0.5, Language::kEnglish), "0.500");
  EXPECT_EQ(ToText(0.5, Language::kGerman), "0,500");
  EXPECT_EQ(ToText(time, Language::kEnglish), "2012-02-29 13:00 UTC");
  EXPECT_EQ(ToText(time, Language::kGerman), "29.02.2012, 13:00 UTC");
  EXPECT_EQ(ToText(moments, Language::kEnglish), "for goodwill, as a thank-you");
  EXPECT_EQ(ToText(moments, Language::kGerman), "aus Kulanz, zum Dank");
}

TEST(ToText, KnowsEveryMomentInEachLanguage) {
  for (const Language language : kLanguages) {
    std::set<std::string> words;
    for (int moment = 0; moment <= static_cast<int>(Moment::kWakeUp); ++moment)
      words.insert(ToText(std::vector{static_cast<Moment>(moment)}, language));
    EXPECT_EQ(words.size(), 8u);
    EXPECT_THAT(words, Not(testing::Contains("")));
  }
}

TEST(LanguageOf, KnowsItsCodes) {
  EXPECT_EQ(LanguageOf("de"), Language::kGerman);
  for (const Language language : kLanguages) EXPECT_EQ(LanguageOf(CodeOf(language)), language);
  for (const char* code : {"", "fr", "DE", "de-AT"}) EXPECT_EQ(LanguageOf(code), std::nullopt) << code;
}

}  // namespace
}  // namespace bestand::reward_catalog
