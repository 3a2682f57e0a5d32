#include "services/consent/api/frequency_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/frequency_wire.h"

namespace bestand::consent {

grpc::ServerUnaryReactor* FrequencyApi::SetFrequencyPolicy(grpc::CallbackServerContext* context,
                                                           const v1::SetFrequencyPolicyRequest* request,
                                                           v1::SetFrequencyPolicyResponse* response) {
  return rpc::AnswerOnce(parts_.runtime, context, request, response,
                         [this](const auto& call) -> absl::Status {
                           RETURN_IF_ERROR(CheckRequest(call.request));
                           ASSIGN_OR_RETURN(const FrequencyPolicy policy,
                                            parts_.slots.SetPolicy(PolicyOf(call.request.policy())));
                           *call.response.mutable_policy() = ToWire(policy);
                           return absl::OkStatus();
                         });
}

grpc::ServerUnaryReactor* FrequencyApi::GetFrequencyPolicy(grpc::CallbackServerContext* context,
                                                           const v1::GetFrequencyPolicyRequest* request,
                                                           v1::GetFrequencyPolicyResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const FrequencyPolicy policy, parts_.slots.GetPolicy());
    *call.response.mutable_policy() = ToWire(policy);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* FrequencyApi::ReserveContact(grpc::CallbackServerContext* context,
                                                       const v1::ReserveContactRequest* request,
                                                       v1::ReserveContactResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request, parts_.clock.Now()));
        ASSIGN_OR_RETURN(
            const Reservation reservation,
            parts_.reservations.Reserve(QueryOf(call.request.check()), call.request.message_id()));
        call.response = ToWire(reservation);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* FrequencyApi::CommitContact(grpc::CallbackServerContext* context,
                                                      const v1::CommitContactRequest* request,
                                                      v1::CommitContactResponse* response) {
  return rpc::AnswerOnce(parts_.runtime, context, request, response,
                         [this](const auto& call) -> absl::Status {
                           RETURN_IF_ERROR(CheckRequest(call.request));
                           const auto [customer, message] = PartsOfContactName(call.request.name());
                           ASSIGN_OR_RETURN(const ContactSlot slot, parts_.slots.Commit(customer, message));
                           *call.response.mutable_contact() = ToWire(slot);
                           return absl::OkStatus();
                         });
}

grpc::ServerUnaryReactor* FrequencyApi::ReleaseContact(grpc::CallbackServerContext* context,
                                                       const v1::ReleaseContactRequest* request,
                                                       v1::ReleaseContactResponse* response) {
  return rpc::AnswerOnce(parts_.runtime, context, request, response,
                         [this](const auto& call) -> absl::Status {
                           RETURN_IF_ERROR(CheckRequest(call.request));
                           const auto [customer, message] = PartsOfContactName(call.request.name());
                           ASSIGN_OR_RETURN(const ContactSlot slot, parts_.slots.Release(customer, message));
                           *call.response.mutable_contact() = ToWire(slot);
                           return absl::OkStatus();
                         });
}

grpc::ServerUnaryReactor* FrequencyApi::PauseContacts(grpc::CallbackServerContext* context,
                                                      const v1::PauseContactsRequest* request,
                                                      v1::PauseContactsResponse* response) {
  return rpc::AnswerOnce(parts_.runtime, context, request, response,
                         [this](const auto& call) -> absl::Status {
                           RETURN_IF_ERROR(CheckRequest(call.request));
                           std::optional<absl::Time> until;
                           if (call.request.has_until_time()) until = ToTime(call.request.until_time());
                           const Wisher wisher{CustomerIdOf(call.request.customer()),
                                               CircumstancesOf(call.request.circumstances())};
                           ASSIGN_OR_RETURN(const int64_t log_size, parts_.wishes.Pause(wisher, until));
                           call.response.set_log_size(log_size);
                           return absl::OkStatus();
                         });
}

}  // namespace bestand::consent
