#pragma once

#include "bestand/consent/v1/campaign_service.grpc.pb.h"
#include "bestand/consent/v1/code_service.grpc.pb.h"
#include "bestand/consent/v1/consent_service.grpc.pb.h"
#include "bestand/consent/v1/erasure_service.grpc.pb.h"
#include "bestand/consent/v1/own_limit_service.grpc.pb.h"
#include "bestand/consent/v1/pause_service.grpc.pb.h"
#include "bestand/consent/v1/self_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/gateway/domain/desk.h"

namespace bestand::gateway {

// The desk of the consent service, by gRPC. Threads may share it.
class ConsentClient final : public ConsentDesk {
 public:
  explicit ConsentClient(const rpc::Remote& remote)
      : consents_(remote),
        people_(remote),
        campaigns_(remote),
        pauses_(remote),
        limits_(remote),
        erasures_(remote),
        codes_(remote) {}

  absl::StatusOr<OptInView> LookUpOptIn(std::string_view token) override;
  absl::Status ConfirmOptIn(std::string_view token, const Visitor& visitor) override;
  absl::Status DisownOptIn(std::string_view token, const Visitor& visitor) override;
  absl::StatusOr<std::vector<OfferedPurpose>> GetSignUpForm(const std::vector<std::string>& purposes,
                                                            std::string_view language) override;
  absl::StatusOr<CampaignForm> GetCampaignForm(std::string_view campaign, std::string_view language) override;
  absl::Status CountViews(const std::vector<ViewCount>& views, const std::string& id) override;
  absl::Status TakeSignUp(const SignUp& sign_up, const Visitor& visitor) override;
  absl::StatusOr<bool> ConfirmByCode(std::string_view code_handle, std::string_view code,
                                     const Visitor& visitor) override;
  absl::StatusOr<LinkView> LookUpLink(std::string_view token) override;
  absl::Status Unsubscribe(std::string_view token, const Visitor& visitor) override;
  absl::StatusOr<PreferencesView> GetPreferences(std::string_view token) override;
  absl::Status SetPreferences(std::string_view token, const PreferenceChange& change,
                              const Visitor& visitor) override;

 private:
  absl::Status RequestErasure(std::string_view token);
  absl::Status SetLimit(std::string_view token, const PreferenceChange& change, const Visitor& visitor);
  absl::Status SetPause(std::string_view token, const PreferenceChange& change, const Visitor& visitor);

  rpc::Client<consent::v1::ConsentService> consents_;
  rpc::Client<consent::v1::SelfService> people_;
  rpc::Client<consent::v1::CampaignService> campaigns_;
  rpc::Client<consent::v1::PauseService> pauses_;
  rpc::Client<consent::v1::OwnLimitService> limits_;
  rpc::Client<consent::v1::ErasureService> erasures_;
  rpc::Client<consent::v1::CodeService> codes_;
};

}  // namespace bestand::gateway
