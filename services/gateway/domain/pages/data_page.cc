#include "services/gateway/domain/pages/data_page.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "common/html/printed_page.h"
#include "services/gateway/domain/own_phrases.h"
#include "services/gateway/domain/pages/event_text.h"
#include "services/gateway/domain/pages/parts.h"
#include "services/gateway/domain/phrases.h"

namespace bestand::gateway {
namespace {

using html::Element;
using html::Html;

// By HeldRecord::Part.
struct Part {
  std::string_view id;
  Phrase heading;
};
constexpr std::array kParts = {Part{"rows", phrases::kHeldRows}, Part{"wordings", phrases::kHeldWordings},
                               Part{"events", phrases::kHeldEvents}};

std::string HeadingOf(const HeldRecord& record, Language language) {
  if (record.part != HeldRecord::Part::kEvent) return record.name;
  return absl::StrCat(record.time.has_value() ? MomentText(*record.time, language) + ": " : "",
                      std::string(TextOfEvent(record.name).In(language)));
}

std::pair<std::string, std::string> FrameIn(Language language) {
  const std::string_view title = phrases::kHeldTitle.In(language);
  return html::PrintedFrame(language, title, title);
}

}  // namespace

std::string DataPage::Begin() const {
  Html content = Element("h1", {}, {phrases::kHeldTitle.In(language_)});
  content.Add(Element("p", {{"class", "soft"}}, {phrases::kHeldLead.In(language_)}));
  for (const Part& part : kParts)
    content.Add(Link(absl::StrCat("#", std::string(part.id)), part.heading.In(language_)));
  return FrameIn(language_).first + content.markup();
}

std::string DataPage::Next(const HeldRecord& record) {
  std::string text = HeadingsTo(static_cast<int>(record.part) + 1);
  shown_ = true;
  return text +
         Element("article", {},
                 {Element("h3", {}, {HeadingOf(record, language_)}), html::StoredValues(record.values)})
             .markup();
}

std::string DataPage::End() {
  std::string text = HeadingsTo(kParts.size());
  if (!shown_) text += Paragraph(phrases::kHeldNothing.In(language_)).markup();
  return text + FrameIn(language_).second;
}

std::string DataPage::HeadingsTo(int part) {
  std::string text;
  for (; begun_ < part; ++begun_) {
    if (!shown_) text += Paragraph(phrases::kHeldNothing.In(language_)).markup();
    const Part& next = kParts.at(static_cast<size_t>(begun_));
    text += Element("h2", {{"id", next.id}}, {next.heading.In(language_)}).markup();
    shown_ = false;
  }
  return text;
}

Page HandedOutOftenPage(std::string_view token, Language language) {
  Html content = Lead(phrases::kDataOftenLead.In(language));
  content.Add(Link(LinkTo(kPreferencesPath, token, language), phrases::kToPreferences.In(language)));
  return {language, phrases::kDataOftenTitle.In(language), content, ""};
}

}  // namespace bestand::gateway
