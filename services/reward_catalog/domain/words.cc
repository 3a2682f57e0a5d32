#include "services/reward_catalog/domain/words.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace bestand::reward_catalog {
namespace {

bool IsGerman(Language language) { return language == Language::kGerman; }

// As it stands behind "is given" and before "vergeben".
std::string_view InWords(Moment moment, Language language) {
  static constexpr std::array<std::string_view, 8> kEnglish = {
      "never",        "before a purchase", "at a purchase",  "after a purchase",
      "for goodwill", "as a thank-you",    "on an occasion", "to wake a sleeper"};
  static constexpr std::array<std::string_view, 8> kGerman = {
      "nie",        "vor einem Kauf", "bei einem Kauf",  "nach einem Kauf",
      "aus Kulanz", "zum Dank",       "zu einem Anlass", "zum Wecken"};
  return (IsGerman(language) ? kGerman : kEnglish).at(static_cast<size_t>(moment));
}

// Writes one fact in one language.
struct Writer {
  Language language;

  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(int64_t number) const { return absl::StrCat(number); }
  std::string operator()(double number) const {
    const std::string text = absl::StrFormat("%.3f", number);
    return IsGerman(language) ? absl::StrReplaceAll(text, {{".", ","}}) : text;
  }
  std::string operator()(const Money& money) const {
    const std::string amount = AmountOf(money);
    return IsGerman(language) ? absl::StrReplaceAll(amount, {{".", ","}}) + " " + money.currency
                              : money.currency + " " + amount;
  }
  std::string operator()(absl::Time time) const {
    const char* form = IsGerman(language) ? "%d.%m.%Y, %H:%M UTC" : "%Y-%m-%d %H:%M UTC";
    return absl::FormatTime(form, time, absl::UTCTimeZone());
  }
  std::string operator()(const std::vector<Moment>& moments) const {
    return absl::StrJoin(moments, ", ",
                         [&](std::string* text, Moment moment) { text->append(InWords(moment, language)); });
  }
};

}  // namespace

Reason Say(Saying saying, Language language, Facts facts) {
  const Phrase& phrase = Phrases()[static_cast<size_t>(saying)];
  std::vector<std::pair<std::string, std::string>> filled;
  for (const auto& [name, fact] : facts)
    filled.emplace_back("{" + std::string(name) + "}", ToText(fact, language));
  std::string text(phrase.in(language));
  absl::StrReplaceAll(filled, &text);
  return {std::string(phrase.code), std::move(text)};
}

std::string ToText(const Fact& fact, Language language) { return std::visit(Writer{language}, fact); }

}  // namespace bestand::reward_catalog
