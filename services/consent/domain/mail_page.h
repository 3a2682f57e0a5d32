#pragma once

#include <string>
#include <string_view>

#include "common/html/html.h"

namespace bestand::consent {

// What our mails look like as HTML, for mail programs: no picture, nothing from elsewhere.

html::Html Paragraph(const html::Html& content);
// The words that a person agrees to.
html::Html QuotedWording(std::string_view text);
html::Html Button(std::string_view label, const std::string& link);

// Returns the whole page.
std::string MailPage(std::string_view language, std::string_view title, const html::Html& content);

}  // namespace bestand::consent
