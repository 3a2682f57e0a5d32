#include "tools/bestandctl/commands/run.h"

#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/rpc/generic_call.h"
#include "google/protobuf/util/json_util.h"
#include "tools/bestandctl/commands/job.h"
#include "tools/bestandctl/commands/linked_protos.h"
#include "tools/bestandctl/message/set_field.h"

namespace bestand::ctl {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

std::string PrefixOf(const Command& command, const std::string& field) {
  for (const Positional& positional : command.positionals)
    if (positional.field == field) return positional.prefix;
  return "";
}

std::string WithPrefix(const std::string& prefix, const std::string& text) {
  return absl::StartsWith(text, prefix) ? text : prefix + text;
}

absl::Status FillFields(const Command& command, const Typed& typed, Message& request) {
  for (const auto& [field, values] : typed.fields) {
    const FieldPath path = FindPath(*request.GetDescriptor(), field);
    for (const std::string& value : values)
      RETURN_IF_ERROR(SetField(request, path, WithPrefix(PrefixOf(command, field), value)));
  }
  return absl::OkStatus();
}

void FillRequestId(Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr || !request.GetReflection()->GetString(request, field).empty()) return;
  request.GetReflection()->SetString(&request, field, NewUuid());
}

absl::Status BuildRequest(const Command& command, const Typed& typed, Message& request) {
  if (!typed.request_json.empty()) {
    const auto status = google::protobuf::util::JsonStringToMessage(typed.request_json, &request);
    if (!status.ok()) return InvalidFields({{"--request", "is not the JSON of " + request.GetTypeName()}});
  }
  RETURN_IF_ERROR(FillFields(command, typed, request));
  FillRequestId(request);
  return absl::OkStatus();
}

std::string ServiceOf(const MethodDescriptor& method) {
  const std::vector<std::string> parts = absl::StrSplit(method.full_name(), '.');
  return parts[1];
}

// Streams are written chunk by chunk; as a table or CSV each chunk would repeat the header, so the rows
// are gathered first: a person reads them, a program takes JSON.
absl::Status RunStream(const Command& command, const rpc::Remote& remote, const MethodDescriptor& method,
                       const Message& request, const Session& session) {
  if (command.layout.rows.empty() || session.format == Format::kJson || command.verb == "watch")
    return rpc::CallStream(remote, method, request, [&](const Message& chunk) {
      Render(chunk, command.layout, session.format, std::cout);
      return static_cast<bool>(std::cout.flush());
    });
  const auto all = rpc::NewMessage(*method.output_type());
  RETURN_IF_ERROR(rpc::CallStream(remote, method, request, [&](const Message& chunk) {
    all->MergeFrom(chunk);
    return true;
  }));
  Render(*all, command.layout, session.format, std::cout);
  return absl::OkStatus();
}

}  // namespace

const MethodDescriptor& MethodOf(const Command& command) {
  LinkProtos();
  return *google::protobuf::DescriptorPool::generated_pool()->FindMethodByName("bestand." + command.method);
}

absl::Status Run(const Command& command, const Typed& typed, const Session& session) {
  const MethodDescriptor& method = MethodOf(command);
  const auto request = rpc::NewMessage(*method.input_type());
  RETURN_IF_ERROR(BuildRequest(command, typed, *request));
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, ServiceOf(method)));
  if (method.server_streaming()) return RunStream(command, remote, method, *request, session);
  const auto response = rpc::NewMessage(*method.output_type());
  RETURN_IF_ERROR(rpc::CallUnary(remote, method, *request, *response));
  if (!command.watch.empty() && typed.wait) return AwaitJob(command, remote, *response, session);
  Render(*response, command.layout, session.format, std::cout);
  return absl::OkStatus();
}

}  // namespace bestand::ctl
