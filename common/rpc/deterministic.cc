#include "common/rpc/deterministic.h"

#include <memory>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace bestand::rpc {

using google::protobuf::Message;

std::string DeterministicBytes(const Message& message, std::initializer_list<const char*> without) {
  const std::unique_ptr<Message> rest(message.New());
  rest->CopyFrom(message);
  for (const char* name : without) {
    const auto* field = rest->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) rest->GetReflection()->ClearField(rest.get(), field);
  }
  std::string bytes = rest->GetDescriptor()->full_name() + "\n";
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  rest->SerializePartialToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

}  // namespace bestand::rpc
