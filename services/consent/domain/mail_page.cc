#include "services/consent/domain/mail_page.h"

namespace bestand::consent {

using html::Element;
using html::Html;

Html Paragraph(const Html& content) { return Element("p", {{"style", "margin:0 0 18px"}}, {content}); }

Html QuotedWording(std::string_view text) {
  return Element("blockquote",
                 {{"style",
                   "margin:0 0 18px;padding:14px 18px;background:#eef5f7;border-left:4px solid #14607a;"
                   "white-space:pre-line"}},
                 {text});
}

Html Button(std::string_view label, const std::string& link) {
  return Element(
      "a",
      {{"href", link},
       {"style",
        "display:inline-block;padding:12px 24px;background:#14607a;color:#ffffff;border-radius:8px;"
        "font-weight:bold;text-decoration:none"}},
      {label});
}

std::string MailPage(std::string_view language, std::string_view title, const Html& content) {
  const Html head =
      Element("head", {}, {html::VoidElement("meta", {{"charset", "utf-8"}}), Element("title", {}, {title})});
  const Html body = Element(
      "body", {{"style", "margin:24px;max-width:600px;font:16px/1.55 sans-serif;color:#1b2530"}}, {content});
  return html::Document(language, head, body);
}

}  // namespace bestand::consent
