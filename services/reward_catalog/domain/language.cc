#include "services/reward_catalog/domain/language.h"

namespace bestand::reward_catalog {

std::string_view CodeOf(Language language) {
  static constexpr std::array<std::string_view, kLanguages.size()> kCodes = {"en", "de"};
  return kCodes.at(static_cast<size_t>(language));
}

std::optional<Language> LanguageOf(std::string_view code) {
  for (const Language language : kLanguages) {
    if (CodeOf(language) == code) return language;
  }
  return std::nullopt;
}

}  // namespace bestand::reward_catalog
