#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/html/html.h"
#include "common/html/phrase.h"
#include "google/protobuf/timestamp.pb.h"

namespace bestand::ctl {

// A record as lines of name and value; an empty value says that it was not recorded.
using Lines = std::vector<std::pair<html::Phrase, std::string>>;
html::Html RecordOf(const Lines& lines, html::Language language);

// Returns a section with its heading.
html::Html Section(std::string_view heading, const html::Html& content);

html::Html Paragraph(std::string_view text);
html::Html Preformatted(std::string_view text);

// Returns "29.11.2026, 12:18:41 UTC" or "2026-11-29 12:18:41 UTC"; "" for a time that is unset.
std::string MomentIn(html::Language language, bool has, const google::protobuf::Timestamp& time);

// Returns the language of "de" or "en". Fails with FIELD_INVALID of --language.
absl::StatusOr<html::Language> PageLanguageOf(const std::string& code);

}  // namespace bestand::ctl
