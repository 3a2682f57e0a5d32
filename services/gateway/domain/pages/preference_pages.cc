#include "services/gateway/domain/pages/preference_pages.h"

#include "absl/strings/str_cat.h"
#include "services/gateway/domain/pages/event_text.h"
#include "services/gateway/domain/pages/parts.h"
#include "services/gateway/domain/pages/preference_sections.h"
#include "services/gateway/domain/phrases.h"

namespace bestand::gateway {
namespace {

using html::Element;
using html::Html;

// "News, by email"
std::string TitleOf(const Preference& preference, Language language) {
  return absl::StrCat(preference.display_name, ", ", std::string(NameOf(preference.channel, language)));
}

const Phrase& TextOf(Standing standing) {
  switch (standing) {
    case Standing::kOn:
      return phrases::kStandingOn;
    case Standing::kWaiting:
      return phrases::kStandingWaiting;
    case Standing::kOff:
      return phrases::kStandingOff;
    case Standing::kNever:
      return phrases::kStandingNever;
  }
  return phrases::kStandingNever;
}

Html About(const Preference& preference, Language language) {
  Html about = Element(
      "div", {{"class", "wording"}},
      {Element("h3", {}, {TitleOf(preference, language)}), Element("p", {}, {preference.masked_address})});
  return about;
}

// What the button of a row does: stops what is on or waits, else signs up; only mails can be signed up for
// here.
Html RowButton(const Preference& preference, std::string_view token, Language language) {
  const bool stops = preference.standing == Standing::kOn || preference.standing == Standing::kWaiting;
  if (!stops && preference.channel != Channel::kEmail) return {};
  const std::string title = TitleOf(preference, language);
  const std::string label = (stops ? phrases::kStopLabel : phrases::kAskLabel).In(language, title);
  const std::string channel = std::to_string(static_cast<int>(preference.channel));
  return Button(
      {.path = kPreferencesPath,
       .token = token,
       .text = (stops ? phrases::kStop : phrases::kAsk).In(language),
       .language = language,
       .quiet = true,
       .label = label,
       .fields = {
           {"do", stops ? "withdraw" : "ask"}, {"purpose", preference.purpose}, {"channel", channel}}});
}

Html Row(const Preference& preference, std::string_view token, Language language) {
  const bool on = preference.standing == Standing::kOn;
  const Html state =
      Element("span", {{"class", on ? "state on" : "state"}}, {TextOf(preference.standing).In(language)});
  const std::string address = preference.masked_address.empty() ? "" : " · " + preference.masked_address;
  return Element("div", {{"class", "row"}},
                 {Element("div", {{"class", "text"}},
                          {Element("p", {}, {Element("b", {}, {TitleOf(preference, language)})}),
                           Element("p", {{"class", "soft"}}, {state, address})}),
                  RowButton(preference, token, language)});
}

Html Past(const PreferencesView& view, Language language) {
  if (view.events.empty()) return {};
  Html list;
  for (const PastEvent& event : view.events) {
    const std::string what = absl::StrCat(event.display_name, event.display_name.empty() ? "" : ": ",
                                          std::string(TextOfEvent(event.kind).In(language)));
    list.Add(Element("li", {},
                     {Element("time", {}, {MomentText(event.time, language)}), Element("span", {}, {what})}));
  }
  return Element("details", {{"class", "aside"}},
                 {Element("summary", {}, {phrases::kPastTitle.In(language)}),
                  Element("ol", {{"class", "past"}}, {list})});
}

}  // namespace

Page UnsubscribePage(const LinkView& view, std::string_view token, Language language) {
  if (view.preference.standing == Standing::kOff) return UnsubscribedPage(view, token, language);
  Html content = Lead(phrases::kUnsubscribeLead.In(language));
  content.Add(About(view.preference, language))
      .Add(Button({kUnsubscribePath, token, phrases::kUnsubscribeButton.In(language), language}))
      .Add(Element("section", {{"class", "aside"}},
                   {Link(view.preferences_url, phrases::kToPreferences.In(language))}));
  return {language, phrases::kUnsubscribeTitle.In(language), content,
          LinkTo(kUnsubscribePath, token, OtherThan(language))};
}

Page UnsubscribedPage(const LinkView& view, std::string_view token, Language language) {
  Html content = Lead(phrases::kUnsubscribedLead.In(language));
  content.Add(About(view.preference, language))
      .Add(Link(view.preferences_url, phrases::kToPreferences.In(language)));
  return {language, phrases::kUnsubscribedTitle.In(language), content,
          LinkTo(kUnsubscribePath, token, OtherThan(language))};
}

Page PreferencesPage(const PreferencesView& view, std::string_view token, std::string_view notice,
                     Language language) {
  Html content;
  if (!notice.empty()) content.Add(Notice(notice));
  content.Add(Lead(phrases::kPreferencesLead.In(language)));
  for (const Preference& preference : view.preferences) content.Add(Row(preference, token, language));
  if (!view.objects_to_all) {
    content.Add(LimitSection(view, token, language)).Add(PauseSection(view, token, language));
  }
  content.Add(AllSection(view, token, language))
      .Add(DataSection(token, language))
      .Add(EraseSection(token, language))
      .Add(Past(view, language));
  return {language, phrases::kPreferencesTitle.In(language), content,
          LinkTo(kPreferencesPath, token, OtherThan(language))};
}

}  // namespace bestand::gateway
