#include "tools/bestandctl/output/table.h"

#include <algorithm>

namespace bestand::ctl {
namespace {

size_t Width(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char byte) { return (byte & 0xC0) != 0x80; }));
}

std::string OneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string Padded(const std::string& text, size_t width, bool flush_right) {
  const std::string space(width - std::min(width, Width(text)), ' ');
  return flush_right ? space + text : text + space;
}

std::vector<size_t> Widths(const Table& table) {
  std::vector<size_t> widths(table.columns.size(), 0);
  for (const auto& row : table.rows)
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  for (size_t i = 0; i < widths.size(); ++i)
    if (widths[i] > 0) widths[i] = std::max(widths[i], Width(table.columns[i].header));
  return widths;
}

std::string Quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  return quoted + "\"";
}

}  // namespace

void WriteTable(const Table& table, std::ostream& out, int indent) {
  const std::vector<size_t> widths = Widths(table);
  const auto write = [&](auto cell) {
    std::string line(static_cast<size_t>(indent), ' ');
    for (size_t i = 0; i < widths.size(); ++i)
      if (widths[i] > 0) line += Padded(cell(i), widths[i], table.columns[i].flush_right) + "  ";
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << "\n";
  };
  write([&](size_t i) { return table.columns[i].header; });
  for (const auto& row : table.rows) write([&](size_t i) { return OneLine(row[i]); });
}

void WriteCsv(const Table& table, std::ostream& out) {
  const auto write = [&](size_t count, auto cell) {
    for (size_t i = 0; i < count; ++i) out << (i == 0 ? "" : ",") << Quoted(cell(i));
    out << "\n";
  };
  write(table.columns.size(), [&](size_t i) { return table.columns[i].header; });
  for (const auto& row : table.rows) write(row.size(), [&](size_t i) { return row[i]; });
}

}  // namespace bestand::ctl
