#include "tools/bestandctl/evidence/subject_page.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "common/html/printed_page.h"
#include "google/protobuf/util/json_util.h"
#include "tools/bestandctl/evidence/event_names.h"
#include "tools/bestandctl/evidence/parts.h"
#include "tools/bestandctl/evidence/phrases.h"
#include "tools/bestandctl/verify/payload_fields.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;
using html::Element;
using html::Html;
using html::Language;
using Records = std::vector<v1::SubjectRecord>;

// Names and values as they are stored.
using Values = std::vector<std::pair<std::string, std::string>>;

Html EventHtml(const v1::SubjectEvent& record, Language language) {
  const v1::ConsentEvent& event = record.event();
  const std::string heading = absl::StrCat(MomentIn(language, event.has_event_time(), event.event_time()),
                                           ": ", EventName(event.kind(), language));
  Values values = {{std::string(phrases::kPurpose.In(language)), event.purpose()},
                   {std::string(phrases::kLogIndex.In(language)), std::to_string(event.log_index())}};
  for (const auto& [name, value] : PayloadOf(record.recorded())) values.emplace_back(name, value);
  return Element("article", {}, {Element("h3", {}, {heading}), html::StoredValues(values)});
}

std::string TextOf(const google::protobuf::Value& value) {
  if (value.kind_case() == google::protobuf::Value::kStringValue) return value.string_value();
  if (value.kind_case() == google::protobuf::Value::kNullValue) return "";
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(value, &json);
  return json;
}

Html RowHtml(const v1::SubjectRow& row) {
  const std::map<std::string, google::protobuf::Value> by_name(row.columns().fields().begin(),
                                                               row.columns().fields().end());
  Values values;
  for (const auto& [name, value] : by_name) values.emplace_back(name, TextOf(value));
  return Element("article", {}, {Element("h3", {}, {row.table()}), html::StoredValues(values)});
}

Html WordingHtml(const v1::EvidenceWording& wording) {
  return Element("article", {},
                 {Element("h3", {}, {wording.name()}),
                  Element("blockquote", {{"lang", wording.language_code()}}, {wording.text()})});
}

// What one kind of record comes to.
template <class Shows>
Html Part(const html::Phrase& heading, const Records& records, Language language, const Shows& shows) {
  Html content;
  for (const v1::SubjectRecord& record : records) content.Add(shows(record));
  if (content.markup().empty()) content.Add(Paragraph(phrases::kNothingHeld.In(language)));
  return Section(heading.In(language), content);
}

bool IsDisclosure(const v1::SubjectRecord& record) {
  return record.has_event() && record.event().event().kind() == "DISCLOSED";
}

}  // namespace

std::string SubjectPage(const std::string& customer, const Records& records, Language language) {
  const std::string title = phrases::kSubjectTitle.In(language, customer);
  const auto event = [&](const v1::SubjectRecord& record) {
    return record.has_event() && !IsDisclosure(record) ? EventHtml(record.event(), language) : Html();
  };
  const auto given = [&](const v1::SubjectRecord& record) {
    return IsDisclosure(record) ? EventHtml(record.event(), language) : Html();
  };
  const auto wording = [](const v1::SubjectRecord& record) {
    return record.has_wording() ? WordingHtml(record.wording()) : Html();
  };
  const auto row = [](const v1::SubjectRecord& record) {
    return record.has_row() ? RowHtml(record.row()) : Html();
  };
  Html body = Element("h1", {}, {title});
  body.Add(Element("p", {{"class", "soft"}}, {phrases::kSubjectLead.In(language)}))
      .Add(Part(phrases::kSubjectEvents, records, language, event))
      .Add(Part(phrases::kSubjectGiven, records, language, given))
      .Add(Part(phrases::kSubjectWordings, records, language, wording))
      .Add(Part(phrases::kSubjectRows, records, language, row));
  return PrintedPage(language, title, title, body);
}

}  // namespace bestand::ctl
