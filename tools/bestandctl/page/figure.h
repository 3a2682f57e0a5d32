#pragma once

#include <string>
#include <vector>

namespace bestand::ctl {

// Rows of texts under a header; the first column is text, the others numbers.
struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

// How something turned out.
enum class Mood { kPlain, kGood, kFair, kBad };

struct Verdict {
  Mood mood = Mood::kPlain;
  std::string text;
};

// The name and look of a mark in a chart: a style of plot.h, and "line", "dashed", "bar", "level", "dot" or
// "diamond".
struct LegendEntry {
  std::string text, style, shape;
};

// A chart with all that belongs to it. Texts are plain and escaped when written; `svg` is markup. Without an
// `svg` the verdict says why there is nothing to draw.
struct Figure {
  std::string title;
  Verdict verdict;  // what it shows here
  std::string svg;
  std::vector<LegendEntry> legend;
  std::string reading;  // how to read it: what is good and what is bad
  Table table;          // the figures of the chart
};

// Each returns markup.
std::string ToHtml(const Figure& figure);
std::string ToHtml(const Table& table);
std::string ToHtml(const Verdict& verdict);
std::string Paragraph(const std::string& text);
std::string BulletList(const std::vector<std::string>& texts);
// A headed part of the page; `body` is markup.
std::string Section(const std::string& title, const std::string& lead, const std::string& body);

}  // namespace bestand::ctl
