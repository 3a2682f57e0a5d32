#include "services/gateway/domain/phrase.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace bestand::gateway {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// "de-AT;q=0.8" -> 0.8; 1 without a q that can be read.
double WeightOf(const std::vector<std::string>& parts) {
  double weight = 1;
  for (size_t i = 1; i < parts.size(); ++i) {
    absl::string_view value = parts[i];
    if (absl::ConsumePrefix(&value, "q=") && !absl::SimpleAtod(value, &weight)) weight = 0;
  }
  return weight;
}

bool IsCode(std::string_view code, absl::string_view language) {
  const absl::string_view start = View(code).substr(0, 2);
  return absl::EqualsIgnoreCase(start, language) && (code.size() == 2 || code[2] == '-');
}

}  // namespace

Language LanguageOfCode(std::string_view code, Language otherwise) {
  if (IsCode(code, "de")) return Language::kGerman;
  return IsCode(code, "en") ? Language::kEnglish : otherwise;
}

Language LanguageOfBrowser(std::string_view accept_language) {
  Language best = Language::kEnglish;
  double most = 0;
  for (const auto range : absl::StrSplit(View(accept_language), ',')) {
    const std::vector<std::string> parts = absl::StrSplit(range, absl::ByAnyChar("; \t"), absl::SkipEmpty());
    if (parts.empty() || (!IsCode(parts[0], "de") && !IsCode(parts[0], "en"))) continue;
    if (const double weight = WeightOf(parts); weight > most) {
      most = weight;
      best = LanguageOfCode(parts[0], best);
    }
  }
  return best;
}

}  // namespace bestand::gateway
