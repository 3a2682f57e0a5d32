#include "services/consent/api/codes/code_api.h"

#include "absl/strings/ascii.h"
#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"

namespace bestand::consent {
namespace {

constexpr size_t kMostCode = 20;

absl::Status CheckRequest(const v1::ConfirmByCodeRequest& request) {
  Violations found;
  found.Unless(request.code_handle().size() == kHandleLetters, "code_handle",
               "must be 32 bytes in base64 without padding");
  found.UnlessRequiredText("code", request.code(), kMostCode);
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

// People type "123 456".
std::string DigitsOf(const std::string& code) {
  std::string digits;
  for (const char letter : code) {
    if (!absl::ascii_isspace(static_cast<unsigned char>(letter))) digits += letter;
  }
  return digits;
}

}  // namespace

grpc::ServerUnaryReactor* CodeApi::ConfirmByCode(grpc::CallbackServerContext* context,
                                                 const v1::ConfirmByCodeRequest* request,
                                                 v1::ConfirmByCodeResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const bool confirmed,
                     opt_ins_.ConfirmByCode(call.request.code_handle(), DigitsOf(call.request.code()),
                                            CircumstancesOf(call.request.circumstances())));
    call.response.set_confirmed(confirmed);
    return absl::OkStatus();
  });
}

}  // namespace bestand::consent
