#include "services/consent/domain/confirmation_mail.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "common/html/html.h"
#include "services/consent/domain/mail_page.h"

namespace bestand::consent {
namespace {

using html::Element;
using html::Html;

// The fixed parts of one language; `link` is a format for absl::FormatTime.
struct Phrases {
  std::string_view subject, hello, greeting, link, button, code, typed, otherwise, withdrawal;
};

constexpr Phrases kEnglish{
    "Please confirm your consent",
    "Hello,",
    "Somebody, we hope it was you, asked us to write to this address. This is what you would agree to:",
    "If you agree, open this page before %Y-%m-%d %H:%M (UTC) and confirm there:",
    "To the page",
    "The link is not complete? Then enter this code on the page; it says the same:",
    "The page where you sent the form is still open? Then you can type these six digits there instead:",
    "If it was not you, do nothing: without your confirmation we will not write to you. Or say so on that "
    "page, and we write to this address no more.",
    "You can withdraw your consent at any time, free of charge."};

constexpr Phrases kGerman{
    "Bitte bestätigen Sie Ihre Einwilligung",
    "Guten Tag,",
    "jemand, hoffentlich Sie selbst, hat uns gebeten, an diese Adresse zu schreiben. Darin würden Sie "
    "einwilligen:",
    "Wenn Sie einverstanden sind, öffnen Sie vor dem %d.%m.%Y, %H:%M Uhr (UTC), diese Seite und bestätigen "
    "dort:",
    "Zur Seite",
    "Der Link ist nicht vollständig? Dann geben Sie auf der Seite diesen Code ein; er sagt dasselbe:",
    "Die Seite, auf der Sie das Formular abgeschickt haben, ist noch offen? Dann können Sie stattdessen dort "
    "diese sechs Ziffern eintippen:",
    "Waren Sie es nicht, dann tun Sie nichts: Ohne Ihre Bestätigung schreiben wir Ihnen nicht. Oder sagen "
    "Sie es auf dieser Seite, dann schreiben wir nicht mehr an diese Adresse.",
    "Ihre Einwilligung können Sie jederzeit kostenlos widerrufen."};

// Goes up with every change to the phrases and to how the mail is made of them; a test keeps their hash.
constexpr int kTemplateVersion = 2;

const Phrases& PhrasesOf(std::string_view language) { return language == "de" ? kGerman : kEnglish; }

std::string LinkSentence(const Phrases& phrases, const ConfirmationMail& mail) {
  return absl::FormatTime(std::string(phrases.link), mail.expire_time, absl::UTCTimeZone());
}

std::string LinkOf(const ConfirmationMail& mail) { return mail.base_url + "/confirm?token=" + mail.token; }

}  // namespace

std::string TemplateVersionOf(std::string_view language) {
  return absl::StrCat("confirmation-", language == "de" ? "de" : "en", "-", kTemplateVersion);
}

std::string RightToWithdraw(std::string_view language) { return std::string(PhrasesOf(language).withdrawal); }

std::string SubjectOf(const ConfirmationMail& mail) { return std::string(PhrasesOf(mail.language).subject); }

std::string TextOf(const ConfirmationMail& mail) {
  const Phrases& phrases = PhrasesOf(mail.language);
  std::string text(phrases.hello);
  text.append("\n\n").append(phrases.greeting).append("\n\n");
  for (const Wording& wording : mail.wordings) text.append(wording.text).append("\n\n");
  text.append(LinkSentence(phrases, mail)).append("\n\n");
  text.append(LinkOf(mail)).append("\n\n");
  text.append(phrases.code).append("\n\n");
  text.append("Token: ").append(mail.token).append("\n\n");
  if (!mail.code.empty()) text.append(phrases.typed).append("\n\nCode: ").append(mail.code).append("\n\n");
  text.append(phrases.otherwise).append(" ").append(phrases.withdrawal).append("\n");
  return text;
}

std::string HtmlOf(const ConfirmationMail& mail) {
  const Phrases& phrases = PhrasesOf(mail.language);
  Html content = Paragraph(phrases.hello);
  content.Add(Paragraph(phrases.greeting));
  for (const Wording& wording : mail.wordings) content.Add(QuotedWording(wording.text));
  content.Add(Paragraph(LinkSentence(phrases, mail)))
      .Add(Paragraph(Button(phrases.button, LinkOf(mail))))
      .Add(Paragraph(phrases.code))
      .Add(Paragraph(Element("code", {}, {mail.token})));
  if (!mail.code.empty()) {
    content.Add(Paragraph(phrases.typed))
        .Add(Paragraph(Element("strong", {{"style", "font-size:24px;letter-spacing:4px"}}, {mail.code})));
  }
  content.Add(Paragraph(Html(phrases.otherwise).Add(" ").Add(phrases.withdrawal)));
  return MailPage(mail.language, phrases.subject, content);
}

}  // namespace bestand::consent
