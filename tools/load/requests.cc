#include "tools/load/requests.h"

#include <fstream>

#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "tools/bestandctl/commands/linked_protos.h"

namespace bestand::load {
namespace {

// "/bestand.scoring.v1.ScoreService/GetScore" is known as "bestand.scoring.v1.ScoreService.GetScore".
const google::protobuf::MethodDescriptor* FindMethod(const std::string& method) {
  ctl::LinkProtos();
  return google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
      absl::StrReplaceAll(method.substr(1), {{"/", "."}}));
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ReadRequests(const std::string& method, const std::string& file) {
  const auto* found = FindMethod(method);
  if (found == nullptr) return absl::NotFoundError("There is no method " + method);
  const std::unique_ptr<google::protobuf::Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(found->input_type())->New());
  std::ifstream input(file);
  std::vector<std::string> requests;
  for (std::string line; std::getline(input, line);) {
    request->Clear();
    if (!google::protobuf::util::JsonStringToMessage(line, request.get()).ok())
      return absl::InvalidArgumentError("This is no request of " + method + ": " + line);
    requests.push_back(request->SerializeAsString());
  }
  if (requests.empty()) return absl::NotFoundError("The file " + file + " holds no requests.");
  return requests;
}

std::string EchoRequest(size_t bytes) {
  std::string message(1, '\x0a');  // field 1, length-delimited
  {
    google::protobuf::io::StringOutputStream stream(&message);
    google::protobuf::io::CodedOutputStream(&stream).WriteVarint32(static_cast<uint32_t>(bytes));
  }
  return message + std::string(bytes, 'x');
}

}  // namespace bestand::load
