#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace bestand::ctl {

struct Column {
  std::string header;
  bool flush_right = false;
};

// Rows of text under headers.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // as many cells each as there are columns
};

// Writes the table with aligned columns; widths count characters of UTF-8, not bytes. Columns in which
// every cell is empty are left out. `indent` spaces stand before each line.
void WriteTable(const Table& table, std::ostream& out, int indent = 0);

// Writes the table as CSV after RFC 4180, header first.
void WriteCsv(const Table& table, std::ostream& out);

}  // namespace bestand::ctl
