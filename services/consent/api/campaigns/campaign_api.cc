#include "services/consent/api/campaigns/campaign_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/consent/api/campaigns/campaign_wire.h"
#include "services/consent/api/self_wire.h"

namespace bestand::consent {

grpc::ServerUnaryReactor* CampaignApi::CreateCampaign(grpc::CallbackServerContext* context,
                                                      const v1::CreateCampaignRequest* request,
                                                      v1::CreateCampaignResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Campaign created, campaigns_.Create(CampaignOf(call.request.campaign())));
    *call.response.mutable_campaign() = ToWire(created, parts_.base_url);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CampaignApi::GetCampaign(grpc::CallbackServerContext* context,
                                                   const v1::GetCampaignRequest* request,
                                                   v1::GetCampaignResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Campaign campaign, parts_.store.Get(CampaignIdOf(call.request.name())));
    *call.response.mutable_campaign() = ToWire(campaign, parts_.base_url);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CampaignApi::ListCampaigns(grpc::CallbackServerContext* context,
                                                     const v1::ListCampaignsRequest* request,
                                                     v1::ListCampaignsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const std::string after, parts_.page_tokens.LastKey(call.request));
    const int size = rpc::PageSizeOf(call.request.page_size());
    ASSIGN_OR_RETURN(const auto campaigns, parts_.store.ListAfter(after, size));
    for (const Campaign& campaign : campaigns) {
      *call.response.add_campaigns() = ToWire(campaign, parts_.base_url);
    }
    if (static_cast<int>(campaigns.size()) == size) {
      call.response.set_next_page_token(parts_.page_tokens.Make(campaigns.back().id, call.request));
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CampaignApi::CloseCampaign(grpc::CallbackServerContext* context,
                                                     const v1::CloseCampaignRequest* request,
                                                     v1::CloseCampaignResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Campaign closed, parts_.store.Close(CampaignIdOf(call.request.name())));
    *call.response.mutable_campaign() = ToWire(closed, parts_.base_url);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CampaignApi::RecordCampaignStage(grpc::CallbackServerContext* context,
                                                           const v1::RecordCampaignStageRequest* request,
                                                           v1::RecordCampaignStageResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    return campaigns_.Record({CampaignIdOf(call.request.name()),
                              static_cast<FunnelStage>(call.request.stage()), call.request.count()});
  });
}

grpc::ServerUnaryReactor* CampaignApi::GetCampaignFunnel(grpc::CallbackServerContext* context,
                                                         const v1::GetCampaignFunnelRequest* request,
                                                         v1::GetCampaignFunnelResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Campaign campaign, parts_.store.Get(CampaignIdOf(call.request.name())));
    ASSIGN_OR_RETURN(const FunnelCounts counts, parts_.store.CountFunnel(campaign.id));
    for (const FunnelStep& step : StepsOf(counts)) *call.response.add_stages() = ToWire(step);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CampaignApi::GetCampaignForm(grpc::CallbackServerContext* context,
                                                       const v1::GetCampaignFormRequest* request,
                                                       v1::GetCampaignFormResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const CampaignForm form,
                     campaigns_.Form(CampaignIdOf(call.request.name()), call.request.language_code()));
    for (const RequestedPurpose& purpose : form.purposes) *call.response.add_purposes() = ToWire(purpose);
    call.response.set_language_code(form.language);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CampaignApi::CountPageViews(grpc::CallbackServerContext* context,
                                                      const v1::CountPageViewsRequest* request,
                                                      v1::CountPageViewsResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    return parts_.store.Count(ViewsOf(call.request));
  });
}

}  // namespace bestand::consent
