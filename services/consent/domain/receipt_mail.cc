#include "services/consent/domain/receipt_mail.h"

#include "absl/strings/str_cat.h"
#include "common/html/html.h"
#include "services/consent/domain/mail_page.h"

namespace bestand::consent {
namespace {

using html::Element;
using html::Html;

// The fixed parts of one language; `confirmed` is a format for absl::FormatTime.
struct Phrases {
  std::string_view subject, hello, confirmed, withdrawal, withdraw, settings, proof, check;
};

constexpr Phrases kEnglish{
    "Your consent is confirmed",
    "Hello,",
    "On %Y-%m-%d at %H:%M (UTC) you confirmed to us:",
    "You can withdraw this at any time, free of charge.",
    "Withdraw:",
    "All your settings:",
    "The attached file proves that your confirmation is in our log. Keep this mail: with it anybody can tell "
    "later whether the log up to your confirmation is still the same.",
    "It is checked without us by:"};

constexpr Phrases kGerman{
    "Ihre Einwilligung ist bestätigt",
    "Guten Tag,",
    "am %d.%m.%Y um %H:%M Uhr (UTC) haben Sie uns bestätigt:",
    "Das können Sie jederzeit kostenlos widerrufen.",
    "Widerrufen:",
    "Alle Ihre Einstellungen:",
    "Die angehängte Datei beweist, dass Ihre Bestätigung in unserem Protokoll steht. Heben Sie diese Mail "
    "auf: "
    "Mit ihr kann jeder später sagen, ob das Protokoll bis zu Ihrer Bestätigung noch dasselbe ist.",
    "Ohne uns geprüft wird sie durch:"};

// Goes up with every change to the phrases and to how the mail is made of them; a test keeps their hash.
constexpr int kTemplateVersion = 1;

const Phrases& PhrasesOf(std::string_view language) { return language == "de" ? kGerman : kEnglish; }

std::string ConfirmedSentence(const Phrases& phrases, const ReceiptMail& mail) {
  return absl::FormatTime(std::string(phrases.confirmed), mail.confirm_time, absl::UTCTimeZone());
}

std::string CheckOf(const ReceiptMail& mail) {
  return absl::StrCat("bestandctl consent verify --receipt ", ProofFileOf(mail.wordings.front().purpose),
                      " --public-key ", mail.log_key);
}

}  // namespace

std::string ReceiptVersionOf(std::string_view language) {
  return absl::StrCat("receipt-", language == "de" ? "de" : "en", "-", kTemplateVersion);
}

std::string ProofFileOf(std::string_view purpose) { return std::string(purpose).append(".tlog-proof"); }

std::string SubjectOf(const ReceiptMail& mail) { return std::string(PhrasesOf(mail.language).subject); }

std::string TextOf(const ReceiptMail& mail) {
  const Phrases& phrases = PhrasesOf(mail.language);
  std::string text = absl::StrCat(phrases.hello.data(), "\n\n", ConfirmedSentence(phrases, mail), "\n\n");
  for (const Wording& wording : mail.wordings) absl::StrAppend(&text, wording.text, "\n\n");
  text.append(phrases.withdrawal).append("\n\n");
  if (!mail.unsubscribe_url.empty()) {
    text.append(phrases.withdraw).append("\n").append(mail.unsubscribe_url).append("\n\n");
  }
  text.append(phrases.settings).append("\n").append(mail.preferences_url).append("\n\n");
  text.append(phrases.proof).append(" ").append(phrases.check).append("\n\n");
  return text.append(CheckOf(mail)).append("\n");
}

std::string HtmlOf(const ReceiptMail& mail) {
  const Phrases& phrases = PhrasesOf(mail.language);
  Html content = Paragraph(phrases.hello);
  content.Add(Paragraph(ConfirmedSentence(phrases, mail)));
  for (const Wording& wording : mail.wordings) content.Add(QuotedWording(wording.text));
  content.Add(Paragraph(phrases.withdrawal));
  if (!mail.unsubscribe_url.empty()) {
    content.Add(Paragraph(Html(phrases.withdraw)
                              .Add(" ")
                              .Add(Element("a", {{"href", mail.unsubscribe_url}}, {mail.unsubscribe_url}))));
  }
  content
      .Add(Paragraph(Html(phrases.settings)
                         .Add(" ")
                         .Add(Element("a", {{"href", mail.preferences_url}}, {mail.preferences_url}))))
      .Add(Paragraph(Html(phrases.proof).Add(" ").Add(phrases.check)))
      .Add(Paragraph(Element("code", {}, {CheckOf(mail)})));
  return MailPage(mail.language, phrases.subject, content);
}

}  // namespace bestand::consent
