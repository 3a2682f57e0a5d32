#include "tools/bestandctl/page/figure.h"

#include "absl/strings/str_cat.h"
#include "tools/bestandctl/charts/markup.h"

namespace bestand::ctl {
namespace {

std::string Cells(const std::vector<std::string>& texts, std::string_view tag) {
  std::string cells;
  for (const std::string& text : texts) cells += Element(tag, {}, Escape(text));
  return Element("tr", {}, cells);
}

std::string StyleOf(Mood mood) {
  switch (mood) {
    case Mood::kGood:
      return "verdict good";
    case Mood::kFair:
      return "verdict fair";
    case Mood::kBad:
      return "verdict bad";
    case Mood::kPlain:
      break;
  }
  return "verdict";
}

// Colour alone tells nothing to many: a sign stands before the words.
std::string SignOf(Mood mood) {
  switch (mood) {
    case Mood::kGood:
      return "✓ ";
    case Mood::kFair:
      return "≈ ";
    case Mood::kBad:
      return "! ";
    case Mood::kPlain:
      break;
  }
  return "";
}

std::string Legend(const std::vector<LegendEntry>& entries) {
  std::string items;
  for (const LegendEntry& entry : entries) {
    const std::string key =
        Element("span", {{"class", absl::StrCat("key ", entry.shape, " k-", entry.style)}});
    items += Element("li", {}, key + Escape(entry.text));
  }
  return entries.empty() ? "" : Element("ul", {{"class", "legend"}}, items);
}

}  // namespace

std::string Paragraph(const std::string& text) { return text.empty() ? "" : Element("p", {}, Escape(text)); }

std::string BulletList(const std::vector<std::string>& texts) {
  std::string items;
  for (const std::string& text : texts) items += Element("li", {}, Escape(text));
  return texts.empty() ? "" : Element("ul", {{"class", "bullets"}}, items);
}

std::string ToHtml(const Table& table) {
  if (table.rows.empty()) return "";
  std::string rows;
  for (const auto& row : table.rows) rows += Cells(row, "td");
  const std::string inner = Element("thead", {}, Cells(table.header, "th")) + Element("tbody", {}, rows);
  return Element("div", {{"class", "wide"}, {"tabindex", "0"}}, Element("table", {}, inner));
}

std::string ToHtml(const Verdict& verdict) {
  if (verdict.text.empty()) return "";
  return Element("p", {{"class", StyleOf(verdict.mood)}}, Escape(SignOf(verdict.mood) + verdict.text));
}

std::string ToHtml(const Figure& figure) {
  std::string inner = Element("h3", {}, Escape(figure.title)) + ToHtml(figure.verdict);
  if (figure.svg.empty()) return Element("div", {{"class", "card empty"}}, inner);
  inner += figure.svg + Legend(figure.legend);
  inner += Element("figcaption", {}, Element("b", {}, "How to read it. ") + Escape(figure.reading));
  if (!figure.table.rows.empty()) {
    inner += Element("details", {}, Element("summary", {}, "The figures as a table") + ToHtml(figure.table));
  }
  return Element("figure", {{"class", "card"}}, inner);
}

std::string Section(const std::string& title, const std::string& lead, const std::string& body) {
  const std::string intro = lead.empty() ? "" : Element("p", {{"class", "lead"}}, Escape(lead));
  return Element("section", {}, Element("h2", {}, Escape(title)) + intro + body);
}

}  // namespace bestand::ctl
