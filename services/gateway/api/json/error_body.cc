#include "services/gateway/api/json/error_body.h"

#include <google/protobuf/util/json_util.h>

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "common/rpc/status.h"
#include "google/rpc/error_details.pb.h"

namespace bestand::gateway {
namespace {

using nlohmann::json;

// Base64 without padding.
std::string Base64(const std::string& bytes) {
  std::string text;
  absl::Base64Escape(bytes, &text);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

json DetailOf(const google::protobuf::Any& any) {
  const std::string& url = any.type_url();
  json detail{{"type", url.substr(url.rfind('/') + 1)}, {"value", Base64(any.value())}};
  std::string readable;
  if (google::protobuf::util::MessageToJsonString(any, &readable).ok()) {
    json debug = json::parse(readable, nullptr, false);
    debug.erase("@type");
    detail["debug"] = std::move(debug);
  }
  return detail;
}

}  // namespace

std::string ErrorBody(const absl::Status& failure) {
  google::rpc::ErrorInfo::descriptor();  // or its details could not be shown
  const google::rpc::Status wire = rpc::ToWireStatus(failure);
  const auto code = static_cast<absl::StatusCode>(wire.code());
  std::string name = absl::AsciiStrToLower(absl::StatusCodeToString(code));
  if (code == absl::StatusCode::kCancelled) name = "canceled";
  json body{{"code", name}, {"message", wire.message()}, {"details", json::array()}};
  for (const google::protobuf::Any& detail : wire.details()) body["details"].push_back(DetailOf(detail));
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace bestand::gateway
