#include "services/gateway/domain/pages/style.h"

namespace bestand::gateway {
namespace {

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--ink:#1b2530;--soft:#51606f;--line:#d9e0e7;--paper:#fff;--ground:#f3f5f7;
--accent:#14607a;--on-accent:#fff;--tint:#eef5f7;--good:#1c6b47;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a9b6c3;--line:#34414d;--paper:#1b242d;
--ground:#121920;--accent:#7cc7de;--on-accent:#0d222b;--tint:#22303a;--good:#86d3ab;--bad:#ffb4ab}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--ground);color:var(--ink);
font:17px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--accent);text-underline-offset:3px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:4px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:12px;background:var(--paper);padding:8px 14px}
header,main,footer{width:100%;max-width:640px;margin:0 auto;padding:0 20px}
header{display:flex;justify-content:space-between;align-items:baseline;gap:16px;padding-top:28px}
.house{font-weight:650;letter-spacing:-.01em}
header a{font-size:15px;padding:6px 0}
main{flex:1;padding-top:22px;padding-bottom:40px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:14px;padding:34px 36px;
box-shadow:0 1px 2px rgb(16 30 44/.05),0 8px 28px rgb(16 30 44/.06)}
h1{font-size:28px;line-height:1.25;letter-spacing:-.015em;margin:0 0 14px;text-wrap:balance}
h2{font-size:17px;line-height:1.4;margin:30px 0 10px}
p{margin:0 0 16px;overflow-wrap:anywhere}
.lead{font-size:18px}
.soft{color:var(--soft);font-size:15.5px}
.wording{margin:0 0 14px;padding:16px 20px;background:var(--tint);border-left:4px solid var(--accent);
border-radius:0 8px 8px 0;overflow-wrap:anywhere}
.wording h3{margin:0 0 4px;font-size:15px;color:var(--soft);font-weight:600}
.wording p{margin:0;white-space:pre-line}
form{margin:26px 0 18px}
label{display:block;font-weight:600;margin:0 0 6px}
.hint{margin:4px 0 0;color:var(--soft);font-size:15px;font-weight:400}
input[type=text],input[type=email],input[type=date]{width:100%;font:inherit;color:inherit;background:var(--paper);
border:1.5px solid var(--soft);border-radius:8px;padding:11px 14px;margin:0 0 18px}
button{font:inherit;font-weight:650;border-radius:9px;padding:13px 24px;cursor:pointer;border:1.5px solid transparent;
background:var(--accent);color:var(--on-accent);max-width:100%}
button:hover{filter:brightness(1.08)}
button.quiet{background:transparent;color:var(--accent);border-color:var(--accent);padding:10px 20px}
.aside{margin-top:34px;padding-top:24px;border-top:1px solid var(--line)}
.aside h2{margin-top:0}
.aside form{margin:14px 0 0}
.notice{margin:0 0 20px;padding:14px 18px;border-radius:9px;background:var(--tint);border:1px solid var(--accent)}
summary{cursor:pointer;font-weight:600;padding:4px 0}
.mark{display:inline-flex;width:44px;height:44px;border-radius:50%;align-items:center;justify-content:center;
font-size:22px;font-weight:700;background:var(--tint);color:var(--good);margin:0 0 16px}
.option{display:flex;gap:14px;align-items:flex-start;padding:14px 0;border-top:1px solid var(--line)}
.option input{flex:none;width:22px;height:22px;margin:3px 0 0;accent-color:var(--accent)}
.option label{margin:0;font-weight:400}
.option b{display:block}
.row{display:flex;flex-wrap:wrap;gap:10px 18px;align-items:center;justify-content:space-between;padding:16px 0;
border-top:1px solid var(--line)}
.row form{margin:0}
.row p{margin:0}
.row .text{flex:1 1 230px}
.state{font-weight:600}
.on{color:var(--good)}
ol.past{list-style:none;margin:0;padding:0;font-size:15.5px}
ol.past li{display:flex;flex-wrap:wrap;gap:2px 16px;padding:9px 0;border-top:1px solid var(--line)}
ol.past time{color:var(--soft);flex:0 0 190px;font-variant-numeric:tabular-nums}
fieldset{border:0;margin:8px 0 22px;padding:0;min-width:0}
legend{font-weight:600;padding:0;margin:0 0 8px}
.wrong{margin:0 0 8px;color:var(--bad);font-size:15.5px}
.trap{position:absolute;left:-9999px;top:auto;width:1px;height:1px;overflow:hidden}
footer{padding-bottom:30px;color:var(--soft);font-size:15px;display:flex;gap:22px;flex-wrap:wrap}
footer a{color:inherit;padding:6px 0}
@media(max-width:520px){body{font-size:16.5px}header{padding-top:18px}main{padding-top:14px}.card{padding:24px 20px}
h1{font-size:24px}button{width:100%}.row form,.row button{width:100%}}
@media print{.skip,form,header a{display:none}.card{border:0;box-shadow:none;padding:0}}
)css";

}  // namespace

std::string_view StyleSheetText() { return kStyle; }

}  // namespace bestand::gateway
