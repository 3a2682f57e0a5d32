#include "common/html/printed_page.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace bestand::html {
namespace {

constexpr size_t kLongWord = 100;

constexpr std::string_view kStyleSheet = R"css(
:root{color-scheme:light;--ink:#16202c;--soft:#4d5a68;--line:#cfd7e0;--ground:#f3f6f9;--mark:#14607a}
*{box-sizing:border-box}
body{margin:0 auto;max-width:860px;padding:32px 20px 48px;background:#fff;color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1{font-size:30px;line-height:1.2;margin:0 0 4px}
h2{font-size:20px;line-height:1.3;margin:34px 0 10px;padding-bottom:5px;border-bottom:2px solid var(--mark)}
.soft{color:var(--soft);margin:0 0 10px}
.verdict{margin:18px 0 0;padding:14px 18px;background:var(--ground);border-left:5px solid var(--mark);font-size:18px;
font-weight:600}
blockquote{margin:0 0 14px;padding:14px 18px;border:1px solid var(--line);border-left:5px solid var(--mark);
font-size:18px;white-space:pre-line}
dl{display:grid;grid-template-columns:minmax(150px,32%) 1fr;margin:0;border-top:1px solid var(--line)}
dt,dd{margin:0;padding:6px 10px 6px 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft)}
h1,h2,h3,dt,dd{overflow-wrap:anywhere}
code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
pre{margin:8px 0 14px;padding:12px 14px;background:var(--ground);border:1px solid var(--line);white-space:pre-wrap}
pre.mail{font-family:inherit;font-size:15px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:6px 10px 6px 0;border-bottom:1px solid var(--line);
overflow-wrap:anywhere}
th{color:var(--soft);font-weight:600}
td:first-child,th:first-child{white-space:nowrap}
ol{padding-left:22px}
@media(max-width:560px){dl{grid-template-columns:1fr}dt{border-bottom:0;padding-bottom:0}}
@page{size:A4;margin:18mm 16mm 20mm;@bottom-right{content:counter(page) " / " counter(pages);font:8.5pt sans-serif;
color:#4d5a68}}
@media print{body{max-width:none;padding:0;font-size:10.5pt}h1{font-size:20pt}h2{font-size:13pt}
h1,h2,h3{break-after:avoid}dl,dt,dd,tr,li,p,blockquote,.verdict,pre.mail{break-inside:avoid}
pre{-webkit-box-decoration-break:clone;box-decoration-break:clone}code,pre{font-size:8.5pt}pre.mail{font-size:10pt}}
)css";

// As a string of CSS: what is not plain is told by its number.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    const bool plain = static_cast<unsigned char>(letter) >= 0x80 ||
                       absl::ascii_isalnum(static_cast<unsigned char>(letter)) || letter == ' ';
    if (plain) {
      quoted += letter;
    } else {
      absl::StrAppend(&quoted, "\\", absl::Hex(static_cast<unsigned char>(letter)), " ");
    }
  }
  return quoted + "\"";
}

std::string Shortened(const std::string& value) {
  const bool is_long = value.size() > kLongWord && value.find(' ') == std::string::npos;
  return is_long ? value.substr(0, kLongWord) + " …" : value;
}

std::string StyleSheetWith(std::string_view foot) {
  return absl::StrCat(absl::string_view(kStyleSheet.data(), kStyleSheet.size()),
                      "@page{@bottom-left{content:", Quoted(foot),
                      ";font:8.5pt sans-serif;color:#4d5a68}}\n");
}

}  // namespace

std::string PrintedPage(Language language, std::string_view title, std::string_view foot, const Html& body) {
  const Html head = Element(
      "head", {},
      {VoidElement("meta", {{"charset", "utf-8"}}),
       VoidElement("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
       VoidElement("meta", {{"name", "robots"}, {"content", "noindex"}}), Element("title", {}, {title}),
       StyleSheet(StyleSheetWith(foot))});
  return Document(CodeOf(language), head, Element("body", {}, {Element("main", {}, {body})}));
}

std::pair<std::string, std::string> PrintedFrame(Language language, std::string_view title,
                                                 std::string_view foot) {
  const std::string page = PrintedPage(language, title, foot, {});
  const size_t end = page.rfind("</main>");
  return {page.substr(0, end), page.substr(end)};
}

Html StoredValues(std::span<const std::pair<std::string, std::string>> values) {
  Html rows;
  for (const auto& [name, value] : values) {
    if (value.empty()) continue;
    rows.Add(Element("dt", {}, {name})).Add(Element("dd", {}, {Shortened(value)}));
  }
  return Element("dl", {}, {rows});
}

}  // namespace bestand::html
