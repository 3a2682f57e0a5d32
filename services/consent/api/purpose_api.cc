#include "services/consent/api/purpose_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/purpose_wire.h"

namespace bestand::consent {

grpc::ServerUnaryReactor* PurposeApi::CreatePurpose(grpc::CallbackServerContext* context,
                                                    const v1::CreatePurposeRequest* request,
                                                    v1::CreatePurposeResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Purpose purpose, purposes_.CreatePurpose(PurposeOf(call.request.purpose())));
    *call.response.mutable_purpose() = ToWire(purpose);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PurposeApi::GetPurpose(grpc::CallbackServerContext* context,
                                                 const v1::GetPurposeRequest* request,
                                                 v1::GetPurposeResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Purpose purpose, purposes_.GetPurpose(PurposeIdOf(call.request.name())));
    *call.response.mutable_purpose() = ToWire(purpose);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PurposeApi::ListPurposes(grpc::CallbackServerContext* context,
                                                   const v1::ListPurposesRequest* request,
                                                   v1::ListPurposesResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const auto purposes, purposes_.ListPurposes());
    for (const Purpose& purpose : purposes) *call.response.add_purposes() = ToWire(purpose);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PurposeApi::CreateWording(grpc::CallbackServerContext* context,
                                                    const v1::CreateWordingRequest* request,
                                                    v1::CreateWordingResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Wording wording, purposes_.AddWording(WordingOf(call.request)));
    *call.response.mutable_wording() = ToWire(wording);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PurposeApi::ListWordings(grpc::CallbackServerContext* context,
                                                   const v1::ListWordingsRequest* request,
                                                   v1::ListWordingsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const auto wordings, purposes_.ListWordings(PurposeIdOf(call.request.parent())));
    for (const Wording& wording : wordings) *call.response.add_wordings() = ToWire(wording);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PurposeApi::SetTemplate(grpc::CallbackServerContext* context,
                                                  const v1::SetTemplateRequest* request,
                                                  v1::SetTemplateResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Template message, purposes_.SetTemplate(TemplateOf(call.request.template_())));
    *call.response.mutable_template_() = ToWire(message);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PurposeApi::ApproveTemplate(grpc::CallbackServerContext* context,
                                                      const v1::ApproveTemplateRequest* request,
                                                      v1::ApproveTemplateResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Template message,
                     purposes_.ApproveTemplate(TemplateIdOf(call.request.name()), call.request.text_hash(),
                                               call.caller.name));
    *call.response.mutable_template_() = ToWire(message);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PurposeApi::GetTemplate(grpc::CallbackServerContext* context,
                                                  const v1::GetTemplateRequest* request,
                                                  v1::GetTemplateResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Template message, purposes_.GetTemplate(TemplateIdOf(call.request.name())));
    *call.response.mutable_template_() = ToWire(message);
    return absl::OkStatus();
  });
}

}  // namespace bestand::consent
