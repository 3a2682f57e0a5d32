#include "services/consent/api/consent_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"

namespace bestand::consent {

grpc::ServerUnaryReactor* ConsentApi::RequestOptIn(grpc::CallbackServerContext* context,
                                                   const v1::RequestOptInRequest* request,
                                                   v1::RequestOptInResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Recorded recorded, parts_.opt_ins.Request(OptInOf(call.request)));
    for (const Consent& consent : recorded.consents) {
      *call.response.add_consents() = ToWire(consent, parts_.clock.Now());
    }
    call.response.set_log_size(recorded.log_size);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentApi::ConfirmOptIn(grpc::CallbackServerContext* context,
                                                   const v1::ConfirmOptInRequest* request,
                                                   v1::ConfirmOptInResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const Circumstances circumstances = CircumstancesOf(call.request.circumstances());
    ASSIGN_OR_RETURN(const Recorded recorded, parts_.opt_ins.Confirm(call.request.token(), circumstances));
    for (const Consent& consent : recorded.consents) {
      *call.response.add_consents() = ToWire(consent, parts_.clock.Now());
    }
    call.response.set_log_size(recorded.log_size);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentApi::WithdrawConsent(grpc::CallbackServerContext* context,
                                                      const v1::WithdrawConsentRequest* request,
                                                      v1::WithdrawConsentResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const Circumstances circumstances = CircumstancesOf(call.request.circumstances());
    ASSIGN_OR_RETURN(const Withdrawn withdrawn, parts_.refusals.Withdraw(KeyOf(call.request), circumstances));
    *call.response.mutable_consent() = ToWire(withdrawn.consent, parts_.clock.Now());
    call.response.set_log_size(withdrawn.log_size);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentApi::RecordObjection(grpc::CallbackServerContext* context,
                                                      const v1::RecordObjectionRequest* request,
                                                      v1::RecordObjectionResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const Circumstances circumstances = CircumstancesOf(call.request.circumstances());
    ASSIGN_OR_RETURN(const int64_t log_size,
                     parts_.refusals.Object(CustomerIdOf(call.request.customer()),
                                            ChannelOf(call.request.channel()), circumstances));
    call.response.set_log_size(log_size);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentApi::LiftObjection(grpc::CallbackServerContext* context,
                                                    const v1::LiftObjectionRequest* request,
                                                    v1::LiftObjectionResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const int64_t log_size,
                     parts_.refusals.Lift(CustomerIdOf(call.request.customer()),
                                          ChannelOf(call.request.channel()), call.request.reason()));
    call.response.set_log_size(log_size);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentApi::GetConsent(grpc::CallbackServerContext* context,
                                                 const v1::GetConsentRequest* request,
                                                 v1::GetConsentResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const auto [customer, id] = PartsOfConsentName(call.request.name());
    ASSIGN_OR_RETURN(const Consent consent, parts_.consents.Get(customer, id));
    *call.response.mutable_consent() = ToWire(consent, parts_.clock.Now());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentApi::ListConsents(grpc::CallbackServerContext* context,
                                                   const v1::ListConsentsRequest* request,
                                                   v1::ListConsentsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const auto consents, parts_.consents.List(CustomerIdOf(call.request.parent())));
    for (const Consent& consent : consents) {
      *call.response.add_consents() = ToWire(consent, parts_.clock.Now());
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentApi::ListConsentEvents(grpc::CallbackServerContext* context,
                                                        const v1::ListConsentEventsRequest* request,
                                                        v1::ListConsentEventsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const std::string last_key, parts_.page_tokens.LastKey(call.request));
    const int limit = rpc::PageSizeOf(call.request.page_size());
    ASSIGN_OR_RETURN(const auto events,
                     parts_.consents.ListEvents(PageAfter(call.request, last_key, limit + 1)));
    for (const RecordedEvent& event : events) {
      if (call.response.events_size() < limit) *call.response.add_events() = ToWire(event);
    }
    if (static_cast<int>(events.size()) > limit) {
      const int64_t last = events[limit - 1].log_index;
      call.response.set_next_page_token(parts_.page_tokens.Make(std::to_string(last), call.request));
    }
    return absl::OkStatus();
  });
}

}  // namespace bestand::consent
