#include "tools/bestandctl/output/cells.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tools/bestandctl/message/text_values.h"

namespace bestand::ctl {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string FormatNumber(double value) {
  const double size = std::abs(value);
  if (size == 0) return "0";
  if (size >= 1000) return absl::StrFormat("%.1f", value);
  return size >= 100 ? absl::StrFormat("%.2f", value) : absl::StrFormat("%.4f", value);
}

std::string FormatEnum(const google::protobuf::EnumDescriptor& kind, int number) {
  const auto* value = kind.FindValueByNumber(number);
  if (value == nullptr) return absl::StrCat(number);
  const std::string& zero = kind.value(0)->name();
  const std::string prefix = zero.substr(0, zero.size() - std::string_view("UNSPECIFIED").size());
  return number == 0 ? "" : absl::AsciiStrToLower(value->name().substr(prefix.size()));
}

// As customers/12347: a collection in lowerCamelCase, then an id without spaces. "BG/NBD" is none.
bool IsResourceName(const std::string& text) {
  const size_t slash = text.find('/');
  if (slash == std::string::npos || slash == 0 || !absl::ascii_islower(text[0])) return false;
  const bool collection = std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash),
                                      [](unsigned char letter) { return absl::ascii_isalpha(letter); });
  return collection && text.find("//") == std::string::npos && text.find(' ') == std::string::npos;
}

std::string FormatText(const FieldDescriptor& field, const std::string& text) {
  if (field.type() == FieldDescriptor::TYPE_BYTES) return absl::BytesToHexString(text);
  return IsResourceName(text) ? text.substr(text.find('/') + 1) : text;
}

std::string FormatMessage(const Message& value) {
  return HasTextForm(*value.GetDescriptor()) ? FormatTextForm(value) : value.ShortDebugString();
}

std::string FormatOne(const Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(reflection.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return FormatNumber(reflection.GetDouble(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? "yes" : "no";
    case FieldDescriptor::CPPTYPE_ENUM:
      return FormatEnum(*field.enum_type(), reflection.GetEnumValue(message, &field));
    case FieldDescriptor::CPPTYPE_STRING:
      return FormatText(field, reflection.GetString(message, &field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return reflection.HasField(message, &field) ? FormatMessage(reflection.GetMessage(message, &field))
                                                  : "";
    default:
      return "";
  }
}

std::string FormatItem(const Message& message, const FieldDescriptor& field, int index) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return FormatNumber(reflection.GetRepeatedDouble(message, &field, index));
    case FieldDescriptor::CPPTYPE_ENUM:
      return FormatEnum(*field.enum_type(), reflection.GetRepeatedEnumValue(message, &field, index));
    case FieldDescriptor::CPPTYPE_STRING:
      return FormatText(field, reflection.GetRepeatedString(message, &field, index));
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection.GetRepeatedInt32(message, &field, index));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(reflection.GetRepeatedInt64(message, &field, index));
    default:
      return FormatMessage(reflection.GetRepeatedMessage(message, &field, index));
  }
}

std::string FormatPair(const Message& entry) {
  const auto* kind = entry.GetDescriptor();
  return FormatOne(entry, *kind->map_key()) + "=" + FormatOne(entry, *kind->map_value());
}

}  // namespace

std::string FormatCell(const Message& message, const FieldDescriptor& field) {
  if (field.has_presence() && !message.GetReflection()->HasField(message, &field)) return "";
  if (!field.is_repeated()) return FormatOne(message, field);
  std::vector<std::string> items;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i)
    items.push_back(field.is_map()
                        ? FormatPair(message.GetReflection()->GetRepeatedMessage(message, &field, i))
                        : FormatItem(message, field, i));
  return absl::StrJoin(items, ", ");
}

std::string FormatCell(const Message& message, const FieldPath& path) {
  const Message* level = &message;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    if (!level->GetReflection()->HasField(*level, path[i])) return "";
    level = &level->GetReflection()->GetMessage(*level, path[i]);
  }
  return FormatCell(*level, *path.back());
}

bool IsFlushRight(const FieldDescriptor& field) {
  if (field.is_repeated()) return false;
  if (field.message_type() != nullptr)
    return field.message_type()->name() == "Money" || field.message_type()->name() == "Duration";
  return field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE;
}

}  // namespace bestand::ctl
