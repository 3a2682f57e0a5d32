#include "tools/bestandctl/evidence/page.h"

#include "absl/strings/str_cat.h"
#include "common/html/printed_page.h"
#include "common/id/encoding.h"
#include "tools/bestandctl/evidence/facts.h"
#include "tools/bestandctl/evidence/parts.h"
#include "tools/bestandctl/evidence/phrases.h"
#include "tools/bestandctl/evidence/proof_sections.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;
using html::Element;
using html::Html;
using html::Language;
using html::Phrase;

const Phrase& StandingOf(const v1::Consent& consent) {
  switch (consent.state()) {
    case v1::CONSENT_STATE_CONFIRMED:
      return phrases::kStandsConfirmed;
    case v1::CONSENT_STATE_STALE:
      return phrases::kStandsStale;
    case v1::CONSENT_STATE_WITHDRAWN:
      return phrases::kStandsWithdrawn;
    default:
      return phrases::kStandsOpen;
  }
}

std::string ChannelName(v1::Channel channel) {
  std::string name = v1::Channel_Name(channel).substr(sizeof("CHANNEL_") - 1);
  return name == "EMAIL" ? "E-Mail" : name;
}

std::string TimeOf(const Step& step, Language language) {
  if (step.item == nullptr) return "";
  return MomentIn(language, step.item->event().has_event_time(), step.item->event().event_time());
}

std::string PlaceOf(const Step& step) {
  return step.item == nullptr ? "" : std::to_string(step.item->event().log_index());
}

Html Top(const v1::Evidence& evidence, Language language) {
  const std::string made = MomentIn(language, evidence.has_create_time(), evidence.create_time());
  return Element("header", {},
                 {Element("h1", {}, {phrases::kTitle.In(language)}),
                  Element("p", {{"class", "soft"}}, {phrases::kMade.In(language, made)}),
                  Element("p", {{"class", "verdict"}}, {StandingOf(evidence.consent()).In(language)})});
}

Html WhoSection(const v1::Evidence& evidence, const Facts& facts, Language language) {
  const v1::Consent& consent = evidence.consent();
  const Payload& asked = facts.request.payload;
  const std::string name = consent.name().substr(0, consent.name().find("/consents/"));
  const std::string address = ValueIn(asked, "address");
  return Section(phrases::kWho.In(language),
                 RecordOf({{phrases::kCustomer, name.substr(name.find('/') + 1)},
                           {phrases::kAddress, address.empty() ? consent.masked_address() : address},
                           {phrases::kChannel, ChannelName(consent.channel())},
                           {phrases::kPurpose,
                            absl::StrCat(evidence.purpose_display_name(), " (", consent.purpose(), ")")},
                           {phrases::kCompany, ValueIn(asked, "company")},
                           {phrases::kPrivacyNotice, ValueIn(asked, "privacy_notice")},
                           {phrases::kRuleSets, ValueIn(asked, "rule_sets")}},
                          language));
}

Html WordingSection(const Facts& facts, Language language) {
  Html content;
  Lines lines;
  if (facts.wording != nullptr) {
    content.Add(Element("blockquote", {{"lang", facts.wording->language_code()}}, {facts.wording->text()}));
    lines = {{phrases::kWordingName, facts.wording->name()},
             {phrases::kLanguage, facts.wording->language_code()},
             {phrases::kTextHash, ToHex(facts.wording->text_hash())}};
  }
  lines.emplace_back(phrases::kWithdrawalRight, ValueIn(facts.request.payload, "withdrawal_right"));
  return Section(phrases::kWording.In(language), content.Add(RecordOf(lines, language)));
}

// How something came about, as requests and confirmations tell it.
Lines CircumstancesOf(const Payload& payload) {
  return {{phrases::kOrigin, ValueIn(payload, "origin")},
          {phrases::kCampaign, ValueIn(payload, "campaign")},
          {phrases::kBoxFields, ValueIn(payload, "boxes")},
          {phrases::kIpAddress, ValueIn(payload, "ip_address")},
          {phrases::kUserAgent, ValueIn(payload, "user_agent")}};
}

Html RequestSection(const Facts& facts, Language language) {
  Lines lines = CircumstancesOf(facts.request.payload);
  lines.emplace(lines.begin(), phrases::kTime, TimeOf(facts.request, language));
  lines.emplace_back(phrases::kLogIndex, PlaceOf(facts.request));
  return Section(phrases::kRequest.In(language), RecordOf(lines, language));
}

std::string TlsOf(const Payload& sent, Language language) {
  const std::string version = ValueIn(sent, "tls_version");
  if (version == "none") return std::string(phrases::kNoTls.In(language));
  return version.empty() ? "" : absl::StrCat(version, ", ", ValueIn(sent, "tls_cipher"));
}

Html MailSection(const Facts& facts, Language language) {
  const std::string_view heading = phrases::kMail.In(language);
  if (facts.mail.item == nullptr) return Section(heading, Paragraph(phrases::kNoMail.In(language)));
  const Payload& sent = facts.mail.payload;
  Html content = RecordOf({{phrases::kTime, TimeOf(facts.mail, language)},
                           {phrases::kSender, mime::ValueOf(facts.shown.headers, "From")},
                           {phrases::kRecipient, mime::ValueOf(facts.shown.headers, "To")},
                           {phrases::kSubject, mime::ValueOf(facts.shown.headers, "Subject")},
                           {phrases::kMessageId, ValueIn(sent, "message_id")},
                           {phrases::kTemplate, ValueIn(sent, "mail_template")},
                           {phrases::kReply, ValueIn(sent, "smtp_reply")},
                           {phrases::kTls, TlsOf(sent, language)},
                           {phrases::kMimeHash, ValueIn(sent, "mime_sha256")},
                           {phrases::kLogIndex, PlaceOf(facts.mail)}},
                          language);
  if (const mime::Part* text = facts.shown.Find("text/plain"); text != nullptr) {
    content.Add(Element("h3", {}, {phrases::kMailText.In(language)}))
        .Add(Element("pre", {{"class", "mail"}}, {text->content}));
  }
  content.Add(Element("p", {{"class", "soft"}}, {phrases::kTokenNote.In(language)}));
  return Section(heading, content);
}

// By what the person confirmed.
std::string WayOf(const Payload& said, Language language) {
  const std::string by = ValueIn(said, "confirmed_by");
  if (by == "link") return std::string(phrases::kByToken.In(language));
  if (by == "code") return std::string(phrases::kByCode.In(language));
  return by;
}

Html ConfirmationSection(const Facts& facts, Language language) {
  const std::string_view heading = phrases::kConfirmation.In(language);
  if (facts.confirmation.item == nullptr)
    return Section(heading, Paragraph(phrases::kNoConfirmation.In(language)));
  const Payload& said = facts.confirmation.payload;
  Lines lines = CircumstancesOf(said);
  lines.emplace(lines.begin(), phrases::kTime, TimeOf(facts.confirmation, language));
  lines.emplace_back(phrases::kBy, WayOf(said, language));
  lines.emplace_back(phrases::kTokenHash, ValueIn(said, "token_sha256"));
  lines.emplace_back(phrases::kLogIndex, PlaceOf(facts.confirmation));
  return Section(heading, RecordOf(lines, language));
}

// A consent from elsewhere, as it was told.
Html ImportedSection(const Facts& facts, Language language) {
  const Payload& told = facts.imported.payload;
  const std::string source = absl::StrCat(ValueIn(told, "source"), ", ", ValueIn(told, "external_id"));
  Html content = Paragraph(phrases::kImportedLead.In(language));
  content.Add(RecordOf({{phrases::kOldSystem, source},
                        {phrases::kAddress, ValueIn(told, "address")},
                        {phrases::kOrigin, ValueIn(told, "origin")},
                        {phrases::kRequestTime, ValueIn(told, "request_time")},
                        {phrases::kIpAddress, ValueIn(told, "ip_address")},
                        {phrases::kUserAgent, ValueIn(told, "user_agent")},
                        {phrases::kMessageId, ValueIn(told, "message_id")},
                        {phrases::kMailTime, ValueIn(told, "mail_time")},
                        {phrases::kConfirmTime, ValueIn(told, "confirm_time")},
                        {phrases::kConfirmIpAddress, ValueIn(told, "confirm_ip_address")},
                        {phrases::kDocument, ValueIn(told, "document")},
                        {phrases::kLogIndex, PlaceOf(facts.imported)}},
                       language));
  return Section(phrases::kImported.In(language), content);
}

}  // namespace

std::string EvidencePage(const v1::Evidence& evidence, const EvidenceFile& file, Language language) {
  const Facts facts = FactsOf(evidence);
  Html body = Top(evidence, language);
  body.Add(WhoSection(evidence, facts, language)).Add(WordingSection(facts, language));
  const bool imported = facts.imported.item != nullptr;
  if (imported) body.Add(ImportedSection(facts, language));
  if (!imported || facts.request.item != nullptr) {
    body.Add(RequestSection(facts, language))
        .Add(MailSection(facts, language))
        .Add(ConfirmationSection(facts, language));
  }
  body.Add(RecordSection(evidence, language)).Add(ProofSection(evidence, file, language));
  if (!facts.mime.empty()) body.Add(Section(phrases::kSource.In(language), Preformatted(facts.mime)));
  return PrintedPage(language, phrases::kTitle.In(language), evidence.consent().name(), body);
}

}  // namespace bestand::ctl
