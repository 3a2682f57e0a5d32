#include "services/consent/domain/confirmation_mail.h"

#include <string_view>

namespace bestand::consent {
namespace {

// The fixed parts of one language; `link` is a format for absl::FormatTime.
struct Phrases {
  std::string_view subject, greeting, link, code, otherwise;
};

constexpr Phrases kEnglish{
    "Please confirm your consent",
    "Somebody, we hope it was you, asked us to write to this address. This is what you would agree to:",
    "If you agree, open this page before %Y-%m-%d %H:%M (UTC) and confirm there:",
    "No page at hand? Then give us this code; it says the same:",
    "If it was not you, do nothing: without your confirmation we will not write to you. "
    "You can withdraw your consent at any time, free of charge."};

constexpr Phrases kGerman{
    "Bitte bestätigen Sie Ihre Einwilligung",
    "jemand, hoffentlich Sie selbst, hat uns gebeten, an diese Adresse zu schreiben. Darin würden Sie "
    "einwilligen:",
    "Wenn Sie einverstanden sind, öffnen Sie vor dem %d.%m.%Y, %H:%M Uhr (UTC), diese Seite und bestätigen "
    "dort:",
    "Die Seite lässt sich nicht öffnen? Dann nennen Sie uns diesen Code; er sagt dasselbe:",
    "Waren Sie es nicht, dann tun Sie nichts: Ohne Ihre Bestätigung schreiben wir Ihnen nicht. "
    "Ihre Einwilligung können Sie jederzeit kostenlos widerrufen."};

const Phrases& PhrasesOf(const ConfirmationMail& mail) { return mail.language == "de" ? kGerman : kEnglish; }

}  // namespace

std::string SubjectOf(const ConfirmationMail& mail) { return std::string(PhrasesOf(mail).subject); }

std::string TextOf(const ConfirmationMail& mail) {
  const Phrases& phrases = PhrasesOf(mail);
  std::string text = mail.language == "de" ? "Guten Tag,\n\n" : "Hello,\n\n";
  text.append(phrases.greeting).append("\n\n");
  for (const Wording& wording : mail.wordings) text.append(wording.text).append("\n\n");
  const std::string link = absl::FormatTime(std::string(phrases.link), mail.expire_time, absl::UTCTimeZone());
  text.append(link).append("\n\n");
  text.append(mail.base_url).append("/confirm?token=").append(mail.token).append("\n\n");
  text.append(phrases.code).append("\n\n");
  text.append("Token: ").append(mail.token).append("\n\n");
  text.append(phrases.otherwise).append("\n");
  return text;
}

}  // namespace bestand::consent
