#include "tools/bestandctl/evidence/parts.h"

#include "common/error/error.h"
#include "common/validate/wire_values.h"
#include "tools/bestandctl/evidence/phrases.h"

namespace bestand::ctl {

using html::Element;
using html::Html;
using html::Language;

Html RecordOf(const Lines& lines, Language language) {
  Html rows;
  for (const auto& [name, value] : lines) {
    const std::string_view shown =
        value.empty() ? phrases::kNotRecorded.In(language) : std::string_view(value);
    rows.Add(Element("dt", {}, {name.In(language)})).Add(Element("dd", {}, {shown}));
  }
  return Element("dl", {}, {rows});
}

Html Section(std::string_view heading, const Html& content) {
  return Element("section", {}, {Element("h2", {}, {heading}), content});
}

Html Paragraph(std::string_view text) { return Element("p", {}, {text}); }

Html Preformatted(std::string_view text) { return Element("pre", {}, {text}); }

std::string MomentIn(Language language, bool has, const google::protobuf::Timestamp& time) {
  if (!has) return "";
  return absl::FormatTime(language == Language::kGerman ? "%d.%m.%Y, %H:%M:%S UTC" : "%Y-%m-%d %H:%M:%S UTC",
                          ToTime(time), absl::UTCTimeZone());
}

absl::StatusOr<Language> PageLanguageOf(const std::string& code) {
  if (code != "de" && code != "en") return InvalidFields({{"--language", "must be de or en"}});
  return code == "de" ? Language::kGerman : Language::kEnglish;
}

}  // namespace bestand::ctl
