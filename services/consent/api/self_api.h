#pragma once

#include "bestand/consent/v1/self_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/time/clock.h"
#include "services/consent/domain/opt_in_tokens.h"
#include "services/consent/domain/preferences.h"
#include "services/consent/domain/sign_ups.h"
#include "services/consent/work/log_queue.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of SelfService; what they promise stands in the proto. Threads may share it.
class SelfApi final : public v1::SelfService::CallbackService {
 public:
  struct Parts {
    OptInTokens& opt_in_tokens;
    Preferences& preferences;
    SignUps& sign_ups;
    OptIns& opt_ins;
    LogQueue& log;
    std::string base_url;  // of the pages, without a slash at its end
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit SelfApi(const Parts& parts) : parts_(parts), runtime_(parts.runtime) {}

  grpc::ServerUnaryReactor* LookUpOptIn(grpc::CallbackServerContext* context,
                                        const v1::LookUpOptInRequest* request,
                                        v1::LookUpOptInResponse* response) override;
  grpc::ServerUnaryReactor* DisownOptIn(grpc::CallbackServerContext* context,
                                        const v1::DisownOptInRequest* request,
                                        v1::DisownOptInResponse* response) override;
  grpc::ServerUnaryReactor* LiftSuppression(grpc::CallbackServerContext* context,
                                            const v1::LiftSuppressionRequest* request,
                                            v1::LiftSuppressionResponse* response) override;
  grpc::ServerUnaryReactor* GetContactLinks(grpc::CallbackServerContext* context,
                                            const v1::GetContactLinksRequest* request,
                                            v1::GetContactLinksResponse* response) override;
  grpc::ServerUnaryReactor* LookUpLink(grpc::CallbackServerContext* context,
                                       const v1::LookUpLinkRequest* request,
                                       v1::LookUpLinkResponse* response) override;
  grpc::ServerUnaryReactor* Unsubscribe(grpc::CallbackServerContext* context,
                                        const v1::UnsubscribeRequest* request,
                                        v1::UnsubscribeResponse* response) override;
  grpc::ServerUnaryReactor* GetPreferences(grpc::CallbackServerContext* context,
                                           const v1::GetPreferencesRequest* request,
                                           v1::GetPreferencesResponse* response) override;
  grpc::ServerUnaryReactor* SetPreferences(grpc::CallbackServerContext* context,
                                           const v1::SetPreferencesRequest* request,
                                           v1::SetPreferencesResponse* response) override;
  grpc::ServerUnaryReactor* GetSignUpForm(grpc::CallbackServerContext* context,
                                          const v1::GetSignUpFormRequest* request,
                                          v1::GetSignUpFormResponse* response) override;
  grpc::ServerUnaryReactor* SignUp(grpc::CallbackServerContext* context, const v1::SignUpRequest* request,
                                   v1::SignUpResponse* response) override;

 private:
  // Returns the page where a customer decides about everything.
  absl::StatusOr<std::string> PreferencesUrl(const std::string& customer) const;
  absl::StatusOr<PersonChange> ChangeOf(const v1::SetPreferencesRequest& request) const;

  const Parts parts_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::consent
