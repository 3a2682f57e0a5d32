#pragma once

#include "bestand/consent/v1/campaign_service.grpc.pb.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "services/consent/domain/campaigns/campaigns.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of CampaignService; what they promise stands in the proto. Threads may share it.
class CampaignApi final : public v1::CampaignService::CallbackService {
 public:
  struct Parts {
    CampaignStore& store;
    SignUps& sign_ups;
    std::string base_url;  // of the pages, without a slash at its end
    const rpc::PageTokens& page_tokens;
    rpc::Runtime& runtime;
  };
  explicit CampaignApi(const Parts& parts)
      : parts_(parts), campaigns_(parts.store, parts.sign_ups), runtime_(parts.runtime) {}

  grpc::ServerUnaryReactor* CreateCampaign(grpc::CallbackServerContext* context,
                                           const v1::CreateCampaignRequest* request,
                                           v1::CreateCampaignResponse* response) override;
  grpc::ServerUnaryReactor* GetCampaign(grpc::CallbackServerContext* context,
                                        const v1::GetCampaignRequest* request,
                                        v1::GetCampaignResponse* response) override;
  grpc::ServerUnaryReactor* ListCampaigns(grpc::CallbackServerContext* context,
                                          const v1::ListCampaignsRequest* request,
                                          v1::ListCampaignsResponse* response) override;
  grpc::ServerUnaryReactor* CloseCampaign(grpc::CallbackServerContext* context,
                                          const v1::CloseCampaignRequest* request,
                                          v1::CloseCampaignResponse* response) override;
  grpc::ServerUnaryReactor* RecordCampaignStage(grpc::CallbackServerContext* context,
                                                const v1::RecordCampaignStageRequest* request,
                                                v1::RecordCampaignStageResponse* response) override;
  grpc::ServerUnaryReactor* GetCampaignFunnel(grpc::CallbackServerContext* context,
                                              const v1::GetCampaignFunnelRequest* request,
                                              v1::GetCampaignFunnelResponse* response) override;
  grpc::ServerUnaryReactor* GetCampaignForm(grpc::CallbackServerContext* context,
                                            const v1::GetCampaignFormRequest* request,
                                            v1::GetCampaignFormResponse* response) override;
  grpc::ServerUnaryReactor* CountPageViews(grpc::CallbackServerContext* context,
                                           const v1::CountPageViewsRequest* request,
                                           v1::CountPageViewsResponse* response) override;

 private:
  const Parts parts_;
  Campaigns campaigns_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::consent
