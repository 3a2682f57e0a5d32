#include "tools/bestandctl/output/render.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/util/json_util.h"
#include "tools/bestandctl/message/path.h"
#include "tools/bestandctl/output/cells.h"
#include "tools/bestandctl/output/table.h"

namespace bestand::ctl {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsTableField(const FieldDescriptor& field) {
  return field.is_repeated() && !field.is_map() && field.message_type() != nullptr;
}

std::string Heading(const std::string& name) { return absl::StrReplaceAll(name, {{"_", " "}}); }

std::vector<FieldPath> ColumnsOf(const Descriptor& row, const std::vector<std::string>& wanted) {
  std::vector<FieldPath> paths;
  for (const std::string& dotted : wanted)
    if (FieldPath path = FindPath(row, dotted); !path.empty()) paths.push_back(path);
  if (!wanted.empty()) return paths;
  for (FieldPath& path : FlagFields(row))
    if (!IsTableField(*path.back())) paths.push_back(std::move(path));
  return paths;
}

Table TableOf(const Descriptor& row, const std::vector<const Message*>& rows,
              const std::vector<std::string>& wanted) {
  const std::vector<FieldPath> paths = ColumnsOf(row, wanted);
  Table table;
  for (const FieldPath& path : paths)
    table.columns.push_back(
        {absl::AsciiStrToUpper(Heading(path.back()->name())), IsFlushRight(*path.back())});
  for (const Message* message : rows) {
    auto& cells = table.rows.emplace_back();
    for (const FieldPath& path : paths) cells.push_back(FormatCell(*message, path));
  }
  return table;
}

std::vector<const Message*> RowsOf(const Message& message, const FieldDescriptor& field) {
  std::vector<const Message*> rows;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i)
    rows.push_back(&message.GetReflection()->GetRepeatedMessage(message, &field, i));
  return rows;
}

// One line a field, nested messages flattened.
void WriteFields(const Message& message, std::ostream& out) {
  std::vector<std::pair<std::string, std::string>> lines;
  size_t width = 0;
  for (const FieldPath& path : FlagFields(*message.GetDescriptor())) {
    if (IsTableField(*path.back())) continue;
    const std::string value = FormatCell(message, path);
    if (value.empty()) continue;
    lines.emplace_back(Heading(path.back()->name()), value);
    width = std::max(width, lines.back().first.size());
  }
  for (const auto& [name, value] : lines)
    out << name << std::string(width - name.size() + 2, ' ') << value << "\n";
}

// The message at the end of the path's beginning; null where it is unset.
const Message* OwnerOf(const Message& message, const FieldPath& path) {
  const Message* level = &message;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    if (!level->GetReflection()->HasField(*level, path[i])) return nullptr;
    level = &level->GetReflection()->GetMessage(*level, path[i]);
  }
  return level;
}

void WriteTables(const Message& message, std::ostream& out) {
  for (const FieldPath& path : FlagFields(*message.GetDescriptor())) {
    const Message* owner = OwnerOf(message, path);
    if (owner == nullptr || !IsTableField(*path.back())) continue;
    const auto rows = RowsOf(*owner, *path.back());
    if (rows.empty()) continue;
    out << "\n" << Heading(path.back()->name()) << ":\n";
    WriteTable(TableOf(*path.back()->message_type(), rows, {}), out, 2);
  }
}

void WriteJson(const Message& message, std::ostream& out) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  std::string json;
  if (google::protobuf::util::MessageToJsonString(message, &json, options).ok()) out << json;
}

}  // namespace

void Render(const Message& message, const Layout& layout, Format format, std::ostream& out) {
  if (format == Format::kJson) return WriteJson(message, out);
  const FieldPath rows = layout.rows.empty() ? FieldPath{} : FindPath(*message.GetDescriptor(), layout.rows);
  const Message* owner = rows.empty() ? nullptr : OwnerOf(message, rows);
  if (owner != nullptr) {
    const Table table = TableOf(*rows.back()->message_type(), RowsOf(*owner, *rows.back()), layout.columns);
    if (format == Format::kCsv) return WriteCsv(table, out);
    if (!table.rows.empty()) return WriteTable(table, out);
    out << "no " << Heading(rows.back()->name()) << "\n";
    return;
  }
  if (format == Format::kCsv)
    return WriteCsv(TableOf(*message.GetDescriptor(), {&message}, layout.columns), out);
  WriteFields(message, out);
  WriteTables(message, out);
}

}  // namespace bestand::ctl
