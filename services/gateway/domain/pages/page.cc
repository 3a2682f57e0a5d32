#include "services/gateway/domain/pages/page.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/id/digest.h"
#include "services/gateway/domain/pages/parts.h"
#include "services/gateway/domain/pages/style.h"
#include "services/gateway/domain/phrases.h"

namespace bestand::gateway {
namespace {

using html::Element;
using html::Html;
using html::VoidElement;

constexpr std::array<Phrase, 12> kMonths{{{"January", "Januar"},
                                          {"February", "Februar"},
                                          {"March", "März"},
                                          {"April", "April"},
                                          {"May", "Mai"},
                                          {"June", "Juni"},
                                          {"July", "Juli"},
                                          {"August", "August"},
                                          {"September", "September"},
                                          {"October", "Oktober"},
                                          {"November", "November"},
                                          {"December", "Dezember"}}};

Html Head(const Page& page, const House& house) {
  const std::string title = absl::StrCat(std::string(page.title), " – ", house.name);
  return Element(
      "head", {},
      {VoidElement("meta", {{"charset", "utf-8"}}),
       VoidElement("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
       VoidElement("meta", {{"name", "robots"}, {"content", "noindex"}}),
       VoidElement("meta", {{"name", "referrer"}, {"content", "no-referrer"}}), Element("title", {}, {title}),
       html::StyleSheet(StyleSheetText())});
}

Html LanguageLink(const Page& page) {
  if (page.other_language_link.empty()) return {};
  const std::string_view code = CodeOf(OtherThan(page.language));
  return Element("a", {{"href", page.other_language_link}, {"lang", code}, {"hreflang", code}},
                 {phrases::kOtherLanguage.In(page.language)});
}

Html FooterLink(const std::string& url, std::string_view text) {
  return url.empty() ? Html() : Element("a", {{"href", url}}, {text});
}

Html Body(const Page& page, const House& house) {
  const Language language = page.language;
  return Element(
      "body", {},
      {Element("a", {{"class", "skip"}, {"href", "#content"}}, {phrases::kSkip.In(language)}),
       Element("header", {}, {Element("span", {{"class", "house"}}, {house.name}), LanguageLink(page)}),
       Element("main", {{"id", "content"}},
               {Element("div", {{"class", "card"}}, {Element("h1", {}, {page.title}), page.content})}),
       Element("footer", {},
               {FooterLink(house.imprint_url, phrases::kImprint.In(language)),
                FooterLink(house.privacy_url, phrases::kPrivacy.In(language))})});
}

std::string Base64(const std::string& bytes) {
  std::string text;
  absl::Base64Escape(bytes, &text);
  return text;
}

}  // namespace

std::string Render(const Page& page, const House& house) {
  return html::Document(CodeOf(page.language), Head(page, house), Body(page, house));
}

std::string ContentPolicy() {
  return absl::StrCat("default-src 'none'; style-src 'sha256-", Base64(Sha256(StyleSheetText())),
                      "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
}

std::string MomentText(absl::Time time, Language language) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  const auto month = static_cast<size_t>(absl::ToCivilDay(time, utc).month() - 1);
  const std::string day(absl::StripLeadingAsciiWhitespace(absl::FormatTime("%e", time, utc)));
  const std::string name(kMonths[month].In(language));
  if (language == Language::kEnglish)
    return absl::StrCat(day, " ", name, absl::FormatTime(" %Y, %H:%M (UTC)", time, utc));
  return absl::StrCat(day, ". ", name, absl::FormatTime(" %Y, %H:%M Uhr (UTC)", time, utc));
}

}  // namespace bestand::gateway
