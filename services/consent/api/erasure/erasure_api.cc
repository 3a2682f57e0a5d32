#include "services/consent/api/erasure/erasure_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/erasure/erasure_wire.h"

namespace bestand::consent {
namespace {

std::string ErasureIdOf(const std::string& name) { return *IdOf(name, "erasures/*"); }

}  // namespace

grpc::ServerUnaryReactor* ErasureApi::RequestErasure(grpc::CallbackServerContext* context,
                                                     const v1::RequestErasureRequest* request,
                                                     v1::RequestErasureResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        const std::string customer = CustomerIdOf(call.request.customer());
        ASSIGN_OR_RETURN(const PlannedErasure planned,
                         parts_.erasures.Ask({customer, call.request.reason(), false, parts_.grace}));
        *call.response.mutable_erasure() = ToWire(planned.erasure);
        SetPlan(planned.counts, call.response);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ErasureApi::RequestOwnErasure(grpc::CallbackServerContext* context,
                                                        const v1::RequestOwnErasureRequest* request,
                                                        v1::RequestOwnErasureResponse* response) {
  return rpc::AnswerOnce(parts_.runtime, context, request, response,
                         [this](const auto& call) -> absl::Status {
                           RETURN_IF_ERROR(CheckRequest(call.request));
                           ASSIGN_OR_RETURN(const ConsentKey person,
                                            parts_.links.Read(LinkUse::kPreferences, call.request.token()));
                           ASSIGN_OR_RETURN(const PlannedErasure planned,
                                            parts_.erasures.Ask({person.customer, "", true, parts_.grace}));
                           *call.response.mutable_erasure() = ToWire(planned.erasure);
                           call.response.mutable_erasure()->clear_customer();
                           call.response.mutable_erasure()->clear_reason();
                           SetPlan(planned.counts, call.response);
                           return absl::OkStatus();
                         });
}

grpc::ServerUnaryReactor* ErasureApi::CancelErasure(grpc::CallbackServerContext* context,
                                                    const v1::CancelErasureRequest* request,
                                                    v1::CancelErasureResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        ASSIGN_OR_RETURN(const Erasure erasure, parts_.erasures.Cancel(ErasureIdOf(call.request.name())));
        *call.response.mutable_erasure() = ToWire(erasure);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ErasureApi::ConfirmErasure(grpc::CallbackServerContext* context,
                                                     const v1::ConfirmErasureRequest* request,
                                                     v1::ConfirmErasureResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        ASSIGN_OR_RETURN(const Erasure erasure, parts_.erasures.Advance(ErasureIdOf(call.request.name())));
        *call.response.mutable_erasure() = ToWire(erasure);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ErasureApi::GetErasure(grpc::CallbackServerContext* context,
                                                 const v1::GetErasureRequest* request,
                                                 v1::GetErasureResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Erasure erasure, parts_.erasures.Get(ErasureIdOf(call.request.name())));
    *call.response.mutable_erasure() = ToWire(erasure);
    if (!erasure.log_index.has_value()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const InclusionProof proof, parts_.evidence.ProveInclusion(*erasure.log_index));
    call.response.set_leaf(erasure.leaf);
    call.response.set_tlog_proof(proof.proof.ToText());
    call.response.set_public_key(parts_.evidence.public_key().ToText());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ErasureApi::ListErasures(grpc::CallbackServerContext* context,
                                                   const v1::ListErasuresRequest* request,
                                                   v1::ListErasuresResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const auto erasures, parts_.erasures.List());
    for (const Erasure& erasure : erasures) *call.response.add_erasures() = ToWire(erasure);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ErasureApi::SetLegalHold(grpc::CallbackServerContext* context,
                                                   const v1::SetLegalHoldRequest* request,
                                                   v1::SetLegalHoldResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        ASSIGN_OR_RETURN(const int64_t log_size, parts_.erasures.Hold(HoldChangeOf(call.request)));
        call.response.set_log_size(log_size);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ErasureApi::LiftLegalHold(grpc::CallbackServerContext* context,
                                                    const v1::LiftLegalHoldRequest* request,
                                                    v1::LiftLegalHoldResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        ASSIGN_OR_RETURN(const int64_t log_size, parts_.erasures.Lift(HoldChangeOf(call.request)));
        call.response.set_log_size(log_size);
        return absl::OkStatus();
      });
}

}  // namespace bestand::consent
