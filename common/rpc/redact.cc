#include "common/rpc/redact.h"

#include <memory>
#include <vector>

#include "bestand/common/v1/privacy.pb.h"
#include "google/protobuf/util/json_util.h"

namespace bestand::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr char kRedacted[] = "[redacted]";

bool IsSensitive(const FieldDescriptor& field) {
  return field.options().GetExtension(bestand::common::v1::sensitivity) !=
         bestand::common::v1::SENSITIVITY_UNSPECIFIED;
}

// A text keeps its place, so that the line tells that it was given; anything else goes.
void Hide(Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING || field.type() == FieldDescriptor::TYPE_BYTES) {
    reflection.ClearField(&message, &field);
  } else if (!field.is_repeated()) {
    reflection.SetString(&message, &field, kRedacted);
  } else {
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      reflection.SetRepeatedString(&message, &field, i, kRedacted);
    }
  }
}

void Walk(Message& message);

void WalkInto(Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) return Walk(*reflection.MutableMessage(&message, &field));
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    Walk(*reflection.MutableRepeatedMessage(&message, &field, i));
  }
}

void Walk(Message& message) {
  // What is packed in an Any cannot be looked into.
  if (message.GetDescriptor()->full_name() == "google.protobuf.Any") return message.Clear();
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (IsSensitive(*field)) {
      Hide(message, *field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      WalkInto(message, *field);
    }
  }
}

}  // namespace

std::string Redacted(const Message& message) {
  const std::unique_ptr<Message> copy(message.New());
  copy->CopyFrom(message);
  Walk(*copy);
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(*copy, &json).ok()) return "{}";
  return json;
}

}  // namespace bestand::rpc
