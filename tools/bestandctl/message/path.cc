#include "tools/bestandctl/message/path.h"

#include <array>

#include "absl/strings/str_split.h"

namespace bestand::ctl {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr int kDeepest = 4;

bool IsNested(const FieldDescriptor& field) {
  return field.message_type() != nullptr && !field.is_repeated() && !HasTextForm(*field.message_type());
}

void Collect(const Descriptor& message, FieldPath& path, std::vector<FieldPath>& found) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* field = message.field(i);
    path.push_back(field);
    if (IsNested(*field) && path.size() < kDeepest) {
      Collect(*field->message_type(), path, found);
    } else {
      found.push_back(path);
    }
    path.pop_back();
  }
}

}  // namespace

bool HasTextForm(const Descriptor& message) {
  static constexpr std::array<std::string_view, 5> kTextForms = {
      "google.type.Money", "google.type.Date", "google.protobuf.Timestamp", "google.protobuf.Duration",
      "google.protobuf.FieldMask"};
  return std::find(kTextForms.begin(), kTextForms.end(), message.full_name()) != kTextForms.end();
}

std::vector<FieldPath> FlagFields(const Descriptor& message) {
  std::vector<FieldPath> found;
  FieldPath path;
  Collect(message, path, found);
  return found;
}

FieldPath FindPath(const Descriptor& message, std::string_view dotted) {
  FieldPath path;
  const Descriptor* level = &message;
  for (const auto part : absl::StrSplit(absl::string_view(dotted.data(), dotted.size()), '.')) {
    const FieldDescriptor* field = level == nullptr ? nullptr : level->FindFieldByName(std::string(part));
    if (field == nullptr) return {};
    path.push_back(field);
    level = field->message_type();
  }
  return path;
}

std::string Dotted(const FieldPath& path) {
  std::string text;
  for (const FieldDescriptor* field : path) text += (text.empty() ? "" : ".") + field->name();
  return text;
}

}  // namespace bestand::ctl
