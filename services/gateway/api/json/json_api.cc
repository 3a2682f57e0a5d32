#include "services/gateway/api/json/json_api.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "common/error/error.h"
#include "common/rpc/generic_call.h"
#include "services/gateway/api/json/error_body.h"

namespace bestand::gateway {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

absl::Status NoSuchMethod() {
  return Failure(absl::StatusCode::kUnimplemented, "METHOD_UNKNOWN",
                 "There is no such unary method here; write /package.Service/Method as in the protos.");
}

absl::Status Unreadable(std::string_view why) {
  return Failure(absl::StatusCode::kInvalidArgument, "FIELD_INVALID",
                 std::string("The JSON does not fit the request: ").append(why.substr(0, 140)));
}

// "/bestand.consent.v1.ConsentService/CheckContact"
const MethodDescriptor* MethodOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == 0 || slash == std::string_view::npos) return nullptr;
  const std::string service(path.substr(1, slash - 1)), method(path.substr(slash + 1));
  const auto* found = DescriptorPool::generated_pool()->FindServiceByName(service);
  return found == nullptr ? nullptr : found->FindMethodByName(method);
}

bool IsJson(std::string_view content_type) {
  const std::string type = absl::AsciiStrToLower(std::string(content_type));
  return type == "application/json" || type.starts_with("application/json;");
}

// A metadata value of any other bytes would end the process.
bool MayTravel(std::string_view value) {
  return std::ranges::all_of(value, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

absl::Status CheckHeaders(const HttpRequest& request) {
  if (!IsJson(request.Header("content-type")))
    return Unreadable("it is not sent as Content-Type: application/json.");
  if (!MayTravel(request.Header("authorization"))) {
    return Failure(absl::StatusCode::kUnauthenticated, "CALLER_UNKNOWN",
                   "The Authorization header holds letters that no key has; send \"Bearer KEY\".");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> JsonOf(const Message& message) {
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json).ok())
    return absl::InternalError("an answer that is no JSON");
  return json;
}

}  // namespace

HttpAnswer JsonApi::Call(const HttpRequest& request) const {
  const auto json = Answer(request);
  if (json.ok()) return {200, *json, "application/json", {}};
  return {HttpStatusOf(json.status().code()), ErrorBody(json.status()), "application/json", {}};
}

absl::StatusOr<std::string> JsonApi::Answer(const HttpRequest& request) const {
  const MethodDescriptor* method = MethodOf(request.path);
  if (method == nullptr || method->client_streaming() || method->server_streaming()) return NoSuchMethod();
  const auto service = services_.find(method->file()->package());
  if (service == services_.end()) return NoSuchMethod();
  RETURN_IF_ERROR(CheckHeaders(request));
  const auto question = rpc::NewMessage(*method->input_type());
  const auto answer = rpc::NewMessage(*method->output_type());
  const auto read = google::protobuf::util::JsonStringToMessage(request.body, question.get());
  if (!read.ok()) return Unreadable({read.message().data(), read.message().size()});
  rpc::Remote remote = service->second;
  remote.authorization = request.Header("authorization");
  RETURN_IF_ERROR(rpc::CallUnary(remote, *method, *question, *answer));
  return JsonOf(*answer);
}

// By the numbers of gRPC's codes, from OK on.
int HttpStatusOf(absl::StatusCode code) {
  constexpr std::array kStatuses{200, 499, 500, 400, 504, 404, 409, 403, 429,
                                 400, 409, 400, 501, 500, 503, 500, 401};
  const auto number = static_cast<size_t>(code);
  return number < kStatuses.size() ? kStatuses[number] : 500;
}

}  // namespace bestand::gateway
