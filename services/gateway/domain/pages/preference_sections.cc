#include "services/gateway/domain/pages/preference_sections.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/gateway/domain/own_phrases.h"
#include "services/gateway/domain/pages/parts.h"
#include "services/gateway/domain/phrases.h"

namespace bestand::gateway {
namespace {

using html::Element;
using html::Html;

// A limit and how it is called.
using Offered = std::pair<OwnLimit, std::string>;

// What can be chosen; what an application chose for the person comes last.
std::vector<Offered> OfferedLimits(const OwnLimit& present, Language language) {
  std::vector<Offered> offered;
  for (const auto& [limit, phrase] :
       {std::pair(OwnLimit{}, phrases::kLimitNone), std::pair(OwnLimit{1, 7}, phrases::kLimitWeek),
        std::pair(OwnLimit{1, 30}, phrases::kLimitMonth),
        std::pair(OwnLimit{1, 91}, phrases::kLimitQuarter)}) {
    offered.emplace_back(limit, phrase.In(language));
  }
  if (std::ranges::find(offered, present, &Offered::first) == offered.end()) {
    const std::string numbers = absl::StrCat(present.contacts, " / ", present.days);
    offered.emplace_back(present, phrases::kLimitOther.In(language, numbers));
  }
  return offered;
}

Html LimitOption(const Offered& offered, const OwnLimit& present) {
  const std::string value = absl::StrCat(offered.first.contacts, "-", offered.first.days);
  const std::string id = "limit-" + value;
  const Html input =
      offered.first == present
          ? html::VoidElement(
                "input",
                {{"type", "radio"}, {"id", id}, {"name", "limit"}, {"value", value}, {"checked", ""}})
          : html::VoidElement("input", {{"type", "radio"}, {"id", id}, {"name", "limit"}, {"value", value}});
  return Element("div", {{"class", "option"}}, {input, Element("label", {{"for", id}}, {offered.second})});
}

Html PauseForm(std::string_view token, Language language) {
  Html fields = Hidden("token", token);
  fields.Add(Hidden("lang", CodeOf(language))).Add(Hidden("do", "pause"));
  fields.Add(Element("label", {{"for", "until"}}, {phrases::kPauseUntil.In(language)}))
      .Add(html::VoidElement("input",
                             {{"type", "date"}, {"id", "until"}, {"name", "until"}, {"required", ""}}))
      .Add(Element("button", {{"type", "submit"}, {"class", "quiet"}}, {phrases::kPauseButton.In(language)}));
  return Element("form", {{"method", "post"}, {"action", kPreferencesPath}}, {fields});
}

}  // namespace

Html LimitSection(const PreferencesView& view, std::string_view token, Language language) {
  Html choices = Element("legend", {}, {phrases::kLimitLegend.In(language)});
  for (const Offered& offered : OfferedLimits(view.limit, language))
    choices.Add(LimitOption(offered, view.limit));
  Html fields = Hidden("token", token);
  fields.Add(Hidden("lang", CodeOf(language)))
      .Add(Hidden("do", "limit"))
      .Add(Element("fieldset", {}, {choices}))
      .Add(Element("button", {{"type", "submit"}, {"class", "quiet"}}, {phrases::kLimitButton.In(language)}));
  return Element(
      "section", {{"class", "aside"}},
      {Element("h2", {}, {phrases::kLimitTitle.In(language)}), Soft(phrases::kLimitText.In(language)),
       Element("form", {{"method", "post"}, {"action", kPreferencesPath}}, {fields})});
}

Html PauseSection(const PreferencesView& view, std::string_view token, Language language) {
  Html content = Element("h2", {}, {phrases::kPauseTitle.In(language)});
  if (view.pause.has_value()) {
    content.Add(Paragraph(phrases::kPaused.In(language, MomentText(*view.pause, language))))
        .Add(Button({.path = kPreferencesPath,
                     .token = token,
                     .text = phrases::kEndPauseButton.In(language),
                     .language = language,
                     .quiet = true,
                     .fields = {{"do", "end-pause"}}}));
  } else {
    content.Add(Soft(phrases::kPauseText.In(language))).Add(PauseForm(token, language));
  }
  return Element("section", {{"class", "aside"}}, {content});
}

Html AllSection(const PreferencesView& view, std::string_view token, Language language) {
  if (view.objects_to_all)
    return Element("section", {{"class", "aside"}}, {Paragraph(phrases::kAllDone.In(language))});
  return Element("section", {{"class", "aside"}},
                 {Element("h2", {}, {phrases::kAllTitle.In(language)}), Soft(phrases::kAllText.In(language)),
                  Button({.path = kPreferencesPath,
                          .token = token,
                          .text = phrases::kAllButton.In(language),
                          .language = language,
                          .quiet = true,
                          .fields = {{"do", "object"}}})});
}

Html DataSection(std::string_view token, Language language) {
  Html content = Element("h2", {}, {phrases::kDataTitle.In(language)});
  content.Add(Soft(phrases::kDataText.In(language)));
  for (const auto& [as, text] :
       {std::pair("page", phrases::kDataAsPage), std::pair("file", phrases::kDataAsFile)}) {
    content.Add(Button({.path = kDataPath,
                        .token = token,
                        .text = text.In(language),
                        .language = language,
                        .quiet = true,
                        .fields = {{"as", as}}}));
  }
  return Element("section", {{"class", "aside"}}, {content});
}

// A box first: nobody is forgotten by one slip.
Html EraseSection(std::string_view token, Language language) {
  Html fields = Hidden("token", token);
  fields.Add(Hidden("lang", CodeOf(language))).Add(Hidden("do", "erase"));
  fields
      .Add(Element(
          "div", {{"class", "option"}},
          {html::VoidElement(
               "input",
               {{"type", "checkbox"}, {"id", "sure"}, {"name", "sure"}, {"value", "yes"}, {"required", ""}}),
           Element("label", {{"for", "sure"}}, {phrases::kEraseSure.In(language)})}))
      .Add(Element("button", {{"type", "submit"}, {"class", "quiet"}}, {phrases::kEraseButton.In(language)}));
  return Element(
      "section", {{"class", "aside"}},
      {Element("h2", {}, {phrases::kEraseTitle.In(language)}), Soft(phrases::kEraseText.In(language)),
       Element("form", {{"method", "post"}, {"action", kPreferencesPath}}, {fields})});
}

}  // namespace bestand::gateway
