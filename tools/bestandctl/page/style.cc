#include "tools/bestandctl/page/style.h"

namespace bestand::ctl {

namespace {

constexpr std::string_view kStyleSheet = R"css(
:root{color-scheme:light;--ink:#16202c;--soft:#5b6775;--line:#dde3ea;--paper:#fff;--ground:#f4f6f9;
--actual:#2f3b4a;--bar:#9fb1c4;--expected:#c2410c;--good:#166534;--fair:#854d0e;--bad:#b42318;--blue:#1d5f9e}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,
"Helvetica Neue",Arial,sans-serif}
main,header,footer{max-width:1140px;margin:0 auto;padding:0 24px}
header{padding-top:44px}
.eyebrow{margin:0;color:var(--blue);font-size:13px;font-weight:600;letter-spacing:.06em;text-transform:uppercase}
h1{font-size:38px;line-height:1.15;margin:6px 0 8px;letter-spacing:-.02em}
.sub{margin:0;color:var(--soft);font-size:17px;max-width:46em}
h2{font-size:25px;line-height:1.25;margin:52px 0 4px;letter-spacing:-.01em}
h3{font-size:17px;line-height:1.3;margin:0 0 6px}
.lead{margin:0 0 18px;color:var(--soft);max-width:46em}
p{max-width:46em}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(215px,1fr));gap:14px;margin:28px 0 0}
.tile{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:16px 18px}
.tile h3{font-size:13px;font-weight:600;color:var(--soft);margin:0}
.tile .number{font-size:29px;font-weight:650;letter-spacing:-.02em;line-height:1.2;margin:5px 0 6px}
.tile .verdict{font-size:13.5px}
.cards{display:grid;grid-template-columns:1fr 1fr;gap:18px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:20px 22px;margin:0;min-width:0}
.card svg{display:block;width:100%;height:auto;margin:10px 0 4px}
@media(min-width:721px){.card:last-child:nth-child(odd){grid-column:1/-1;display:grid;
grid-template-columns:1fr 1fr;grid-template-rows:auto auto auto auto 1fr;column-gap:40px}
.card:last-child:nth-child(odd)>*{grid-column:2}
.card:last-child:nth-child(odd)>svg{grid-column:1;grid-row:1/span 5;margin:0}}
.verdict{margin:0;font-size:14.5px;line-height:1.45;color:var(--soft)}
.good{color:var(--good)}.fair{color:var(--fair)}.bad{color:var(--bad)}
figcaption{font-size:13.5px;line-height:1.5;color:var(--soft);border-top:1px solid var(--line);padding-top:10px;
margin-top:10px}
figcaption b{color:var(--ink)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px;margin:4px 0 0;padding:0;font-size:13.5px}
.legend li{display:flex;align-items:center;gap:8px}
.key{display:inline-block;width:22px;height:0;border-top:2.5px solid}
.key.dashed{border-top-style:dashed}
.key.bar{height:12px;width:14px;border:0;background:var(--bar)}
.key.level{border-top-width:3.5px}
.key.dot{width:9px;height:9px;border:0;border-radius:50%;background:currentColor}
.key.diamond{width:9px;height:9px;border:0;transform:rotate(45deg);background:currentColor}
.k-actual{color:var(--actual)}.k-expected{color:var(--expected)}.k-even{color:#9aa5b1}
details{margin-top:10px;font-size:13.5px}
summary{cursor:pointer;color:var(--blue);padding:2px 0}
summary:focus-visible,.wide:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
.wide{overflow-x:auto;max-height:420px;overflow-y:auto}
.plain .wide{max-height:none}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--soft);white-space:nowrap}
th:first-child,td:first-child,.words th:last-child,.words td:last-child{text-align:left}
.words td{white-space:nowrap}.words td:last-child{white-space:normal;min-width:15em}
.first tbody tr:first-child{font-weight:600;background:#eef4fa}
.notice{background:#fff8ec;border:1px solid #f0d9ae;border-radius:10px;padding:14px 20px;margin:18px 0 0}
.notice h3{color:var(--fair)}
.bullets{margin:6px 0 0;padding-left:1.2em}.bullets li{margin:5px 0;max-width:46em}
footer{color:var(--soft);font-size:13px;padding-top:36px;padding-bottom:48px}
svg text{font-size:11.5px;fill:#475362;font-family:inherit}
svg .axis{font-size:11.5px;fill:#16202c}
svg .middle{text-anchor:middle}svg .end{text-anchor:end}
svg .soft{fill:#6b7785}
svg .in-dark,svg .in-light{font-size:8.5px}svg .in-dark{fill:#fff}svg .in-light{fill:#16202c}
svg .grid{stroke:#e6ebf0;stroke-width:1}svg .base{stroke:#8793a1;stroke-width:1}
svg .stretch{fill:#eef3f8}
svg .line{fill:none;stroke-width:2;stroke-linejoin:round}
svg .dashed{stroke-dasharray:6 4;stroke-width:2.4}
svg .line.s-actual{stroke:var(--actual);stroke-width:1.6}svg .line.s-expected{stroke:var(--expected)}
svg .line.s-even{stroke:#9aa5b1;stroke-width:1.4}
svg .dot.s-actual{fill:var(--actual)}svg .dot.s-expected{fill:var(--expected)}
svg .bar{fill:var(--bar)}
svg .level{stroke:var(--expected);stroke-width:3}
svg .whisker{stroke:var(--actual);stroke-width:1.2}
svg .cell{stroke:#fff;stroke-width:1}
@media(max-width:720px){.cards{grid-template-columns:minmax(0,1fr)}main,header,footer{padding-left:16px;
padding-right:16px}h1{font-size:29px}h2{font-size:22px;margin-top:40px}.card{padding:16px 12px}
svg text,svg .axis{font-size:13.5px}svg .in-dark,svg .in-light{font-size:10.5px}}
@media print{body{background:#fff;font-size:11pt}.card,.tile{break-inside:avoid;border-color:#ccd3db}
header{padding-top:0}details{display:none}h2{break-after:avoid}}
)css";

}  // namespace

std::string_view StyleSheet() { return kStyleSheet; }

}  // namespace bestand::ctl
