#include "tools/bestandctl/message/set_field.h"

#include <charconv>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/error/error.h"
#include "google/protobuf/util/json_util.h"
#include "tools/bestandctl/message/text_values.h"

namespace bestand::ctl {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// A field of one message, about to be set.
struct Target {
  Message& message;
  const FieldDescriptor& field;
  const Reflection& reflection;
  std::string name;  // for failures
};

absl::Status Wanted(const Target& target, std::string_view text) {
  return InvalidFields({{target.name, absl::StrCat("is '", std::string(text).substr(0, 60), "'; write it as ",
                                                   TextFormOf(target.field))}});
}

template <class Number>
bool Parse(std::string_view text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// The longest beginning that all values of an enum share, up to an underscore: "BUYING_MODEL_".
std::string PrefixOf(const EnumDescriptor& kind) {
  std::string prefix = kind.value(0)->name();
  return prefix.substr(0, prefix.size() - std::string_view("UNSPECIFIED").size());
}

std::string ShortName(const EnumValueDescriptor& value) {
  const std::string name = value.name().substr(PrefixOf(*value.type()).size());
  return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", "-"}});
}

const EnumValueDescriptor* FindValue(const EnumDescriptor& kind, std::string_view text) {
  const std::string wanted = absl::StrReplaceAll(absl::AsciiStrToUpper(std::string(text)), {{"-", "_"}});
  if (const auto* value = kind.FindValueByName(wanted)) return value;
  return kind.FindValueByName(PrefixOf(kind) + wanted);
}

template <class Number, class Set, class Add>
absl::Status SetNumber(const Target& target, std::string_view text, Set set, Add add) {
  Number value{};
  if (!Parse(text, value)) return Wanted(target, text);
  if (target.field.is_repeated())
    (target.reflection.*add)(&target.message, &target.field, value);
  else
    (target.reflection.*set)(&target.message, &target.field, value);
  return absl::OkStatus();
}

absl::Status SetBool(const Target& target, std::string_view text) {
  if (text != "true" && text != "false") return Wanted(target, text);
  target.reflection.SetBool(&target.message, &target.field, text == "true");
  return absl::OkStatus();
}

absl::Status SetEnum(const Target& target, std::string_view text) {
  const EnumValueDescriptor* value = FindValue(*target.field.enum_type(), text);
  if (value == nullptr) return Wanted(target, text);
  if (target.field.is_repeated())
    target.reflection.AddEnum(&target.message, &target.field, value);
  else
    target.reflection.SetEnum(&target.message, &target.field, value);
  return absl::OkStatus();
}

absl::Status SetText(const Target& target, std::string_view text) {
  const bool is_bytes = target.field.type() == FieldDescriptor::TYPE_BYTES;
  const std::string value = is_bytes ? absl::HexStringToBytes(std::string(text)) : std::string(text);
  if (target.field.is_repeated())
    target.reflection.AddString(&target.message, &target.field, value);
  else
    target.reflection.SetString(&target.message, &target.field, value);
  return absl::OkStatus();
}

absl::Status AddPairs(const Target& target, std::string_view text) {
  const std::vector<std::string> pairs = absl::StrSplit(std::string(text), ',', absl::SkipEmpty());
  for (const std::string& pair : pairs) {
    const size_t sign = pair.find('=');
    if (sign == std::string::npos) return Wanted(target, pair);
    Message* entry = target.reflection.AddMessage(&target.message, &target.field);
    const auto* kind = entry->GetDescriptor();
    entry->GetReflection()->SetString(entry, kind->map_key(), pair.substr(0, sign));
    entry->GetReflection()->SetString(entry, kind->map_value(), pair.substr(sign + 1));
  }
  return absl::OkStatus();
}

absl::Status SetMessage(const Target& target, std::string_view text) {
  if (target.field.is_map()) return AddPairs(target, text);
  Message* value = target.field.is_repeated()
                       ? target.reflection.AddMessage(&target.message, &target.field)
                       : target.reflection.MutableMessage(&target.message, &target.field);
  if (HasTextForm(*target.field.message_type())) return ParseTextForm(target.name, text, *value);
  const auto status = google::protobuf::util::JsonStringToMessage(std::string(text), value);
  return status.ok() ? absl::OkStatus() : Wanted(target, text);
}

absl::Status SetOne(const Target& target, std::string_view text) {
  switch (target.field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return SetNumber<int32_t>(target, text, &Reflection::SetInt32, &Reflection::AddInt32);
    case FieldDescriptor::CPPTYPE_INT64:
      return SetNumber<int64_t>(target, text, &Reflection::SetInt64, &Reflection::AddInt64);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return SetNumber<double>(target, text, &Reflection::SetDouble, &Reflection::AddDouble);
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetBool(target, text);
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(target, text);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return SetMessage(target, text);
    default:
      return SetText(target, text);
  }
}

std::string EnumForm(const EnumDescriptor& kind) {
  std::string form;
  for (int i = 1; i < kind.value_count(); ++i)
    absl::StrAppend(&form, form.empty() ? "" : "|", ShortName(*kind.value(i)));
  return form;
}

std::string MessageForm(const FieldDescriptor& field) {
  const std::string& name = field.message_type()->name();
  if (field.is_map()) return "key=value,…";
  if (name == "Money") return "12.34 EUR";
  if (name == "Date") return "YYYY-MM-DD";
  if (name == "Timestamp") return "YYYY-MM-DD[THH:MM:SSZ]";
  if (name == "Duration") return "90d|36h|15m|30s";
  if (name == "FieldMask") return "field,…";
  return "JSON";
}

}  // namespace

absl::Status SetField(Message& message, const FieldPath& path, std::string_view text) {
  Message* level = &message;
  for (size_t i = 0; i + 1 < path.size(); ++i) level = level->GetReflection()->MutableMessage(level, path[i]);
  return SetOne({*level, *path.back(), *level->GetReflection(), Dotted(path)}, text);
}

std::string TextFormOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
      return "a whole number";
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return "a number";
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true|false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumForm(*field.enum_type());
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageForm(field);
    default:
      return field.type() == FieldDescriptor::TYPE_BYTES ? "hex digits" : "a text";
  }
}

}  // namespace bestand::ctl
