#include "tools/bestandctl/message/descriptions.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.pb.h"

// The descriptor set with comments; CMake makes it and says where it is.
asm(R"(
  .section .rodata
  .global bestand_descriptor_set
  .global bestand_descriptor_set_end
bestand_descriptor_set:
  .incbin ")" BESTAND_DESCRIPTOR_SET R"("
bestand_descriptor_set_end:
  .byte 0
  .previous
)");

extern "C" const char bestand_descriptor_set[];
extern "C" const char bestand_descriptor_set_end[];

namespace bestand::ctl {
namespace {

using google::protobuf::DescriptorPool;

const DescriptorPool& CommentedPool() {
  static const DescriptorPool& pool = *[] {
    auto* made = new DescriptorPool;
    google::protobuf::FileDescriptorSet files;
    files.ParseFromArray(bestand_descriptor_set,
                         static_cast<int>(bestand_descriptor_set_end - bestand_descriptor_set));
    for (const auto& file : files.file()) made->BuildFile(file);
    return made;
  }();
  return pool;
}

template <class Element>
std::string CommentOf(const Element* element) {
  google::protobuf::SourceLocation location;
  if (element == nullptr || !element->GetSourceLocation(&location)) return "";
  std::string text = absl::StrReplaceAll(location.leading_comments, {{"\n", " "}});
  absl::RemoveExtraAsciiWhitespace(&text);
  return text;
}

}  // namespace

std::string DescriptionOf(const google::protobuf::FieldDescriptor& field) {
  const auto* message = CommentedPool().FindMessageTypeByName(field.containing_type()->full_name());
  return message == nullptr ? "" : CommentOf(message->FindFieldByName(field.name()));
}

std::string DescriptionOf(const google::protobuf::MethodDescriptor& method) {
  return CommentOf(CommentedPool().FindMethodByName(method.full_name()));
}

std::string WhatToDo(const std::string& reason) {
  constexpr std::string_view kMark = "What to do: ";
  const auto* value = CommentedPool().FindEnumValueByName("bestand.common.v1.ERROR_REASON_" + reason);
  const std::string comment = CommentOf(value);
  const size_t at = comment.find(kMark);
  if (at == std::string::npos) return "";
  std::string text = comment.substr(at + kMark.size());
  if (!text.empty()) text.front() = absl::ascii_toupper(text.front());
  return text;
}

}  // namespace bestand::ctl
