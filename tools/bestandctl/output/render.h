#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "google/protobuf/message.h"

namespace bestand::ctl {

enum class Format { kTable, kJson, kCsv };

// How an answer is laid out for people.
struct Layout {
  std::string
      rows;  // the repeated field whose messages are the rows ("scores"); "" lays out the answer itself
  std::vector<std::string> columns;  // dotted fields of a row, in order; all of them if empty
};

// Writes an answer. As a table: rows under headers, or, without rows, one line a field with its
// repeated messages as tables below. As JSON: the whole message with the proto's field names. As CSV:
// the rows, or the answer's single fields as one row.
void Render(const google::protobuf::Message& message, const Layout& layout, Format format, std::ostream& out);

}  // namespace bestand::ctl
