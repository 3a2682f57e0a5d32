#include "services/gateway/domain/pages/confirm_pages.h"

#include "services/gateway/domain/pages/parts.h"
#include "services/gateway/domain/phrases.h"

namespace bestand::gateway {
namespace {

using html::Element;
using html::Html;
using html::VoidElement;

std::string OtherLanguage(std::string_view token, Language language) {
  return LinkTo(kConfirmPath, token, OtherThan(language));
}

Html NotMeAside(std::string_view token, Language language) {
  return Element(
      "section", {{"class", "aside"}},
      {Element("h2", {}, {phrases::kNotMeTitle.In(language)}), Soft(phrases::kNotMeText.In(language)),
       Button({kNotMePath, token, phrases::kNotMeButton.In(language), language, true})});
}

Page OpenPage(const OptInView& view, std::string_view token, Language language) {
  Html content;
  content.Add(Lead(phrases::kConfirmLead.In(language, view.masked_address)))
      .Add(Element("h2", {}, {phrases::kConfirmWording.In(language)}))
      .Add(Wordings(view.wordings))
      .Add(Button({kConfirmPath, token, phrases::kConfirmButton.In(language), language}))
      .Add(Soft(phrases::kConfirmUntil.In(language, MomentText(view.expire_time, language))))
      .Add(Paragraph(phrases::kWithdrawAnytime.In(language)))
      .Add(NotMeAside(token, language));
  return {language, phrases::kConfirmTitle.In(language), content, OtherLanguage(token, language)};
}

Page AgreedPage(const Phrase& title, std::string_view lead, const OptInView& view, std::string_view token,
                Language language) {
  Html content;
  content.Add(Lead(lead)).Add(Wordings(view.wordings)).Add(Paragraph(phrases::kWithdrawAnytime.In(language)));
  if (!view.preferences_url.empty())
    content.Add(Link(view.preferences_url, phrases::kToPreferences.In(language)));
  return {language, title.In(language), content, OtherLanguage(token, language)};
}

Page MessagePage(const Phrase& title, const Phrase& lead, Language language) {
  return {language, title.In(language), Lead(lead.In(language)), ""};
}

}  // namespace

Page ConfirmPage(const OptInView& view, std::string_view token, Language language) {
  if (view.state == OptInView::State::kOpen) return OpenPage(view, token, language);
  if (view.state == OptInView::State::kUsed) {
    return AgreedPage(phrases::kUsedTitle, phrases::kUsedLead.In(language), view, token, language);
  }
  Page page = MessagePage(phrases::kEndedTitle, phrases::kEndedLead, language);
  page.other_language_link = OtherLanguage(token, language);
  return page;
}

Page ConfirmedPage(const OptInView& view, std::string_view token, Language language) {
  return AgreedPage(phrases::kConfirmedTitle, phrases::kConfirmedLead.In(language, view.masked_address), view,
                    token, language);
}

Page NotMePage(Language language) {
  return MessagePage(phrases::kNotMeDoneTitle, phrases::kNotMeDoneLead, language);
}

Page TruncatedPage(std::string_view path, Language language) {
  Page page = MessagePage(phrases::kTruncatedTitle, phrases::kTruncatedLead, language);
  page.other_language_link = LinkTo(path, "", OtherThan(language));
  page.content.Add(
      Element("form", {{"method", "get"}, {"action", path}},
              {Element("label", {{"for", "token"}}, {phrases::kCode.In(language)}),
               VoidElement("input", {{"type", "text"},
                                     {"id", "token"},
                                     {"name", "token"},
                                     {"required", ""},
                                     {"autocomplete", "off"},
                                     {"spellcheck", "false"},
                                     {"autocapitalize", "none"}}),
               VoidElement("input", {{"type", "hidden"}, {"name", "lang"}, {"value", CodeOf(language)}}),
               Element("button", {{"type", "submit"}}, {phrases::kOn.In(language)})}));
  return page;
}

Page UnknownPage(Language language) {
  return MessagePage(phrases::kUnknownTitle, phrases::kUnknownLead, language);
}

Page MissingPage(Language language) {
  return MessagePage(phrases::kMissingTitle, phrases::kMissingLead, language);
}

Page AwayPage(Language language) { return MessagePage(phrases::kAwayTitle, phrases::kAwayLead, language); }

}  // namespace bestand::gateway
