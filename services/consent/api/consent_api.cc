#include "services/consent/api/consent_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "services/consent/api/answer_in_log.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"

namespace bestand::consent {
namespace {

void AddTo(google::protobuf::RepeatedPtrField<v1::Consent>& wire, const std::vector<Consent>& consents,
           absl::Time now) {
  for (const Consent& consent : consents) *wire.Add() = ToWire(consent, now);
}

}  // namespace

grpc::ServerUnaryReactor* ConsentApi::RequestOptIn(grpc::CallbackServerContext* context,
                                                   const v1::RequestOptInRequest* request,
                                                   v1::RequestOptInResponse* response) {
  using Task = LogTask<v1::RequestOptInResponse>;
  return AnswerInLog(parts_.log, runtime_, context, request, response,
                     [this](const auto& asked) -> absl::StatusOr<Task> {
                       RETURN_IF_ERROR(CheckRequest(asked));
                       const OptInRequest opt_in = OptInOf(asked);
                       ASSIGN_OR_RETURN(const auto digests, parts_.opt_ins.DigestsOf(opt_in));
                       const auto run = [this, opt_in](LogWriter& log, auto& answer) -> absl::Status {
                         ASSIGN_OR_RETURN(const auto consents, parts_.opt_ins.Request(log, opt_in));
                         AddTo(*answer.mutable_consents(), consents, parts_.clock.Now());
                         return absl::OkStatus();
                       };
                       return Task{{{opt_in.customer}, digests, {}}, run};
                     });
}

grpc::ServerUnaryReactor* ConsentApi::ConfirmOptIn(grpc::CallbackServerContext* context,
                                                   const v1::ConfirmOptInRequest* request,
                                                   v1::ConfirmOptInResponse* response) {
  using Task = LogTask<v1::ConfirmOptInResponse>;
  return AnswerInLog(
      parts_.log, runtime_, context, request, response, [this](const auto& asked) -> absl::StatusOr<Task> {
        RETURN_IF_ERROR(CheckRequest(asked));
        const auto run = [this, token = asked.token(),
                          circumstances = CircumstancesOf(asked.circumstances())](
                             LogWriter& log, auto& answer) -> absl::Status {
          ASSIGN_OR_RETURN(const auto consents, parts_.opt_ins.Confirm(log, token, circumstances));
          AddTo(*answer.mutable_consents(), consents, parts_.clock.Now());
          return absl::OkStatus();
        };
        return Task{{{}, {}, {OptIns::HashOfToken(asked.token())}}, run};
      });
}

grpc::ServerUnaryReactor* ConsentApi::WithdrawConsent(grpc::CallbackServerContext* context,
                                                      const v1::WithdrawConsentRequest* request,
                                                      v1::WithdrawConsentResponse* response) {
  using Task = LogTask<v1::WithdrawConsentResponse>;
  return AnswerInLog(
      parts_.log, runtime_, context, request, response, [this](const auto& asked) -> absl::StatusOr<Task> {
        RETURN_IF_ERROR(CheckRequest(asked));
        const auto run = [this, key = KeyOf(asked), circumstances = CircumstancesOf(asked.circumstances())](
                             LogWriter& log, auto& answer) -> absl::Status {
          ASSIGN_OR_RETURN(const Consent consent, Refusals::Withdraw(log, key, circumstances));
          *answer.mutable_consent() = ToWire(consent, parts_.clock.Now());
          return absl::OkStatus();
        };
        return Task{{{CustomerIdOf(asked.customer())}, {}, {}}, run};
      });
}

grpc::ServerUnaryReactor* ConsentApi::RecordObjection(grpc::CallbackServerContext* context,
                                                      const v1::RecordObjectionRequest* request,
                                                      v1::RecordObjectionResponse* response) {
  using Task = LogTask<v1::RecordObjectionResponse>;
  return AnswerInLog(
      parts_.log, runtime_, context, request, response, [](const auto& asked) -> absl::StatusOr<Task> {
        RETURN_IF_ERROR(CheckRequest(asked));
        const std::string customer = CustomerIdOf(asked.customer());
        const auto run = [customer, channel = ChannelOf(asked.channel()),
                          circumstances = CircumstancesOf(asked.circumstances())](LogWriter& log, auto&) {
          return Refusals::Object(log, customer, channel, circumstances);
        };
        return Task{{{customer}, {}, {}}, run};
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
    AddTo(*call.response.mutable_consents(), consents, parts_.clock.Now());
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
