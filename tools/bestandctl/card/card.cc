#include "tools/bestandctl/card/card.h"

#include "absl/strings/str_cat.h"
#include "common/error/error.h"
#include "common/id/encoding.h"
#include "tools/bestandctl/card/qr_code.h"
#include "tools/bestandctl/charts/markup.h"

namespace bestand::ctl {
namespace {

// What a card says, in one language.
struct Words {
  std::string title, lead, scan, tick, confirm, type, freely;
};

const Words kEnglish = {"Let us stay in touch",
                        "You decide what we may send you:",
                        "Scan the code",
                        "Tick what you would like",
                        "Confirm in the mail that comes",
                        "Or type:",
                        "Voluntary. You can stop it at any time, by the link in each message."};
const Words kGerman = {"Bleiben wir in Verbindung",
                       "Sie entscheiden, was wir Ihnen schicken dürfen:",
                       "Code scannen",
                       "Ankreuzen, was Sie möchten",
                       "In der Mail bestätigen, die dann kommt",
                       "Oder eintippen:",
                       "Freiwillig. Sie können es jederzeit beenden, über den Link in jeder Nachricht."};

constexpr std::string_view kStyle = R"css(
@page{size:148mm 105mm;margin:0}
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;background:#fff;color:#16202c;font:3.7mm/1.4 system-ui,-apple-system,"Segoe UI",Roboto,
"Helvetica Neue",Arial,sans-serif}
.card{width:148mm;height:105mm;padding:9mm 10mm 7mm;display:grid;grid-template:1fr auto/1fr 52mm;gap:3mm 7mm;
overflow:hidden}
.text{min-width:0;overflow-wrap:anywhere}
.company{margin:0 0 4mm;font-weight:650;color:#14607a}
h1{margin:0 0 3.5mm;font-size:7.4mm;line-height:1.15;letter-spacing:-.02em}
.lead{margin:0 0 1mm}
ul{margin:0 0 4.5mm;padding:0 0 0 4.6mm}
ol{margin:0;padding:0;list-style:none;counter-reset:step}
ol li{counter-increment:step;display:flex;gap:2.6mm;align-items:center;margin:0 0 1.8mm}
ol li::before{content:counter(step);flex:none;width:5.6mm;height:5.6mm;border-radius:50%;background:#14607a;color:#fff;
font-size:3.2mm;font-weight:650;display:flex;align-items:center;justify-content:center}
.code{text-align:center}
.code img{display:block;width:52mm;height:52mm;margin:0 0 1mm}
.code p{margin:0;font-size:3.1mm;overflow-wrap:anywhere}
.small{grid-column:1/-1;margin:0;padding-top:2.5mm;border-top:.3mm solid #d9e0e7;font-size:2.9mm;color:#51606f}
)css";

// "https://pages.example.test/r/fair" without what nobody needs to type.
std::string ToType(std::string_view url) {
  const size_t begin = url.find("://");
  return std::string(begin == url.npos ? url : url.substr(begin + 3));
}

std::string TextOf(const Card& card, const Words& words) {
  std::string purposes;
  for (const std::string& purpose : card.purposes) purposes += Element("li", {}, Escape(purpose));
  const std::string steps = absl::StrCat(Element("li", {}, words.scan), Element("li", {}, words.tick),
                                         Element("li", {}, words.confirm));
  return Element("div", {{"class", "text"}},
                 absl::StrCat(Element("p", {{"class", "company"}}, Escape(card.company)),
                              Element("h1", {}, Escape(card.title.empty() ? words.title : card.title)),
                              Element("p", {{"class", "lead"}}, words.lead), Element("ul", {}, purposes),
                              Element("ol", {}, steps)));
}

std::string CodeOf(const Card& card, const Words& words, std::string_view svg) {
  const std::string image = absl::StrCat("<img alt=\"", Escape(card.code_url),
                                         "\" src=\"data:image/svg+xml;base64,", ToBase64(svg), "\">");
  return Element(
      "div", {{"class", "code"}},
      image + Element("p", {},
                      absl::StrCat(words.type, "<br>", Element("b", {}, Escape(ToType(card.form_url))))));
}

}  // namespace

absl::StatusOr<std::string> CardPage(const Card& card) {
  const Words& words = card.language == "de" ? kGerman : kEnglish;
  ASSIGN_OR_RETURN(const std::string svg, QrCodeSvg(card.code_url));
  const std::string body = Element("main", {{"class", "card"}},
                                   absl::StrCat(TextOf(card, words), CodeOf(card, words, svg),
                                                Element("p", {{"class", "small"}}, words.freely)));
  return absl::StrCat("<!doctype html>\n<html lang=\"", card.language == "de" ? "de" : "en",
                      "\"><head><meta charset=\"utf-8\">", Element("title", {}, Escape(card.form_url)),
                      "<style>", std::string(kStyle), "</style></head><body>", body, "</body></html>\n");
}

}  // namespace bestand::ctl
