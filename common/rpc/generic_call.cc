#include "common/rpc/generic_call.h"

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"

namespace bestand::rpc {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

std::string PathOf(const MethodDescriptor& method) {
  return "/" + method.service()->full_name() + "/" + method.name();
}

grpc::ByteBuffer ToBuffer(const Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

bool FromBuffer(const grpc::ByteBuffer& buffer, Message& message) {
  grpc::Slice slice;
  if (!buffer.DumpToSingleSlice(&slice).ok()) return false;
  return message.ParseFromArray(slice.begin(), static_cast<int>(slice.size()));
}

// Says whether the one operation under way went well.
bool Await(grpc::CompletionQueue& queue) {
  void* tag = nullptr;
  bool ok = false;
  return queue.Next(&tag, &ok) && ok;
}

}  // namespace

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

absl::StatusOr<std::string> CallRaw(const Remote& remote, const std::string& path, const std::string& request,
                                    absl::Duration timeout) {
  const auto context = NewContext(remote, timeout);
  grpc::GenericStub stub(remote.channel);
  grpc::CompletionQueue queue;
  const grpc::Slice bytes(request);
  const auto call = stub.PrepareUnaryCall(context.get(), path, grpc::ByteBuffer(&bytes, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->Finish(&answer, &status, nullptr);
  Await(queue);
  if (!status.ok()) return FromGrpc(status, remote.service);
  grpc::Slice whole;
  if (!answer.DumpToSingleSlice(&whole).ok()) return absl::InternalError("The answer cannot be read.");
  return std::string(reinterpret_cast<const char*>(whole.begin()), whole.size());
}

absl::Status CallUnary(const Remote& remote, const MethodDescriptor& method, const Message& request,
                       Message& response) {
  ASSIGN_OR_RETURN(const std::string answer,
                   CallRaw(remote, PathOf(method), request.SerializeAsString(), remote.timeout));
  if (!response.ParseFromString(answer)) return absl::InternalError("The answer cannot be read.");
  return absl::OkStatus();
}

absl::Status CallStream(const Remote& remote, const MethodDescriptor& method, const Message& request,
                        const std::function<bool(const Message&)>& take) {
  const auto context = NewEndlessContext(remote);
  grpc::GenericStub stub(remote.channel);
  grpc::CompletionQueue queue;
  const auto call = stub.PrepareCall(context.get(), PathOf(method), &queue);
  call->StartCall(nullptr);
  bool going = Await(queue);
  if (going) {
    call->WriteLast(ToBuffer(request), {}, nullptr);
    going = Await(queue);
  }
  const auto response = NewMessage(*method.output_type());
  bool stopped = false;
  for (grpc::ByteBuffer chunk; going; chunk.Clear()) {
    call->Read(&chunk, nullptr);
    going = Await(queue) && FromBuffer(chunk, *response);
    if (going && !take(*response)) {
      stopped = true;
      context->TryCancel();
      break;
    }
  }
  grpc::Status status;
  call->Finish(&status, nullptr);
  Await(queue);
  return status.ok() || stopped ? absl::OkStatus() : FromGrpc(status, remote.service);
}

}  // namespace bestand::rpc
