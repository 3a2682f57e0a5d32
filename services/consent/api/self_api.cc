#include "services/consent/api/self_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/consent/api/answer_in_log.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/self_wire.h"
#include "services/consent/api/typed_address.h"
#include "services/consent/domain/person_link.h"

namespace bestand::consent {
namespace {

// What fills nothing but `log_size`.
template <class Response>
LogTask<Response> TaskOf(const PersonChange& change) {
  return {{{change.customer}, {change.erased_digest}, {}},
          [run = change.run](LogWriter& log, Response&) { return run(log); }};
}

}  // namespace

grpc::ServerUnaryReactor* SelfApi::LookUpOptIn(grpc::CallbackServerContext* context,
                                               const v1::LookUpOptInRequest* request,
                                               v1::LookUpOptInResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const RequestView view, parts_.opt_in_tokens.LookUp(call.request.token()));
    call.response = ToWire(view, parts_.clock.Now());
    // Not before: whose address was only typed by somebody may see nothing of the customer's.
    if (view.confirmed) {
      ASSIGN_OR_RETURN(*call.response.mutable_preferences_url(), PreferencesUrl(view.customer));
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* SelfApi::DisownOptIn(grpc::CallbackServerContext* context,
                                               const v1::DisownOptInRequest* request,
                                               v1::DisownOptInResponse* response) {
  using Task = LogTask<v1::DisownOptInResponse>;
  return AnswerInLog(
      parts_.log, runtime_, context, request, response, [this](const auto& asked) -> absl::StatusOr<Task> {
        RETURN_IF_ERROR(CheckRequest(asked));
        const auto run = [this, token = asked.token(),
                          circumstances = CircumstancesOf(asked.circumstances())](LogWriter& log, auto&) {
          return parts_.opt_in_tokens.Disown(log, token, circumstances);
        };
        return Task{{{}, {}, {OptIns::HashOfToken(asked.token())}}, run};
      });
}

grpc::ServerUnaryReactor* SelfApi::LiftSuppression(grpc::CallbackServerContext* context,
                                                   const v1::LiftSuppressionRequest* request,
                                                   v1::LiftSuppressionResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    return parts_.opt_in_tokens.LiftSuppression(AddressOf(call.request.email_address()));
  });
}

grpc::ServerUnaryReactor* SelfApi::GetContactLinks(grpc::CallbackServerContext* context,
                                                   const v1::GetContactLinksRequest* request,
                                                   v1::GetContactLinksResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const MessageTokens tokens, parts_.preferences.Tokens(KeyOf(call.request)));
    call.response = ToWire(tokens, parts_.base_url, call.request.channel());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* SelfApi::LookUpLink(grpc::CallbackServerContext* context,
                                              const v1::LookUpLinkRequest* request,
                                              v1::LookUpLinkResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const LinkView view, parts_.preferences.LookUp(call.request.token()));
    call.response = ToWire(view, parts_.base_url, parts_.clock.Now());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* SelfApi::Unsubscribe(grpc::CallbackServerContext* context,
                                               const v1::UnsubscribeRequest* request,
                                               v1::UnsubscribeResponse* response) {
  using Response = v1::UnsubscribeResponse;
  return AnswerInLog(parts_.log, runtime_, context, request, response,
                     [this](const auto& asked) -> absl::StatusOr<LogTask<Response>> {
                       RETURN_IF_ERROR(CheckRequest(asked));
                       ASSIGN_OR_RETURN(const PersonChange change,
                                        parts_.preferences.Unsubscribe(
                                            asked.token(), CircumstancesOf(asked.circumstances())));
                       return TaskOf<Response>(change);
                     });
}

grpc::ServerUnaryReactor* SelfApi::GetPreferences(grpc::CallbackServerContext* context,
                                                  const v1::GetPreferencesRequest* request,
                                                  v1::GetPreferencesResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const PreferenceSheet sheet, parts_.preferences.Read(call.request.token()));
    call.response = ToWire(sheet, parts_.clock.Now());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* SelfApi::SetPreferences(grpc::CallbackServerContext* context,
                                                  const v1::SetPreferencesRequest* request,
                                                  v1::SetPreferencesResponse* response) {
  using Response = v1::SetPreferencesResponse;
  return AnswerInLog(parts_.log, runtime_, context, request, response,
                     [this](const auto& asked) -> absl::StatusOr<LogTask<Response>> {
                       RETURN_IF_ERROR(CheckRequest(asked));
                       ASSIGN_OR_RETURN(const PersonChange change, ChangeOf(asked));
                       return TaskOf<Response>(change);
                     });
}

grpc::ServerUnaryReactor* SelfApi::GetSignUpForm(grpc::CallbackServerContext* context,
                                                 const v1::GetSignUpFormRequest* request,
                                                 v1::GetSignUpFormResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const auto form, parts_.sign_ups.Form(PurposeIdsOf(call.request.purposes()),
                                                           LanguageOf(call.request.language_code())));
    for (const RequestedPurpose& purpose : form) *call.response.add_purposes() = ToWire(purpose);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* SelfApi::SignUp(grpc::CallbackServerContext* context,
                                          const v1::SignUpRequest* request, v1::SignUpResponse* response) {
  using Task = LogTask<v1::SignUpResponse>;
  return AnswerInLog(
      parts_.log, runtime_, context, request, response, [this](const auto& asked) -> absl::StatusOr<Task> {
        RETURN_IF_ERROR(CheckRequest(asked));
        ASSIGN_OR_RETURN(const OptInRequest opt_in, parts_.sign_ups.RequestOf(SignUpOf(asked)));
        ASSIGN_OR_RETURN(const std::vector<std::string> digests, parts_.opt_ins.DigestsOf(opt_in));
        const auto run = [this, opt_in](LogWriter& log, auto&) {
          return parts_.opt_ins.Request(log, opt_in).status();
        };
        return Task{{{opt_in.customer}, digests, {}}, run};
      });
}

absl::StatusOr<PersonChange> SelfApi::ChangeOf(const v1::SetPreferencesRequest& request) const {
  const Circumstances circumstances = CircumstancesOf(request.circumstances());
  const Preferences& preferences = parts_.preferences;
  if (request.has_withdraw())
    return preferences.Withdraw(request.token(), KeyOf(request.withdraw()), circumstances);
  if (request.has_object_to_all()) return preferences.ObjectToAll(request.token(), circumstances);
  return preferences.Ask(request.token(), KeyOf(request.ask()), LanguageOf(request.language_code()),
                         circumstances);
}

absl::StatusOr<std::string> SelfApi::PreferencesUrl(const std::string& customer) const {
  ASSIGN_OR_RETURN(const MessageTokens tokens, parts_.preferences.Tokens({customer, Channel::kEmail, ""}));
  return PreferencesLink(parts_.base_url, tokens.preferences);
}

}  // namespace bestand::consent
