#include "services/consent/api/reports/report_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/consent/api/purpose_wire.h"
#include "services/consent/api/reports/report_wire.h"

namespace bestand::consent {

grpc::ServerUnaryReactor* ConsentReportApi::QueryOptInRates(grpc::CallbackServerContext* context,
                                                            const v1::QueryOptInRatesRequest* request,
                                                            v1::QueryOptInRatesResponse* response) {
  return rpc::AnswerWaiting(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(
        const RateReport report,
        reports_.Rates(static_cast<RateGrouping>(call.request.grouping()),
                       ReportChannelOf(call.request.channel()), PurposeIdOf(call.request.purpose())));
    for (const RateCut& cut : report.cuts) *call.response.add_cuts() = ToWire(cut);
    call.response.set_note(report.note);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentReportApi::QueryOptInHistory(grpc::CallbackServerContext* context,
                                                              const v1::QueryOptInHistoryRequest* request,
                                                              v1::QueryOptInHistoryResponse* response) {
  return rpc::AnswerWaiting(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const auto points, reports_.History(ReportChannelOf(call.request.channel()),
                                                         PurposeIdOf(call.request.purpose()),
                                                         MonthsOf(call.request.month_count())));
    for (const RatePoint& point : points) *call.response.add_points() = ToWire(point);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentReportApi::QueryValueAtStake(grpc::CallbackServerContext* context,
                                                              const v1::QueryValueAtStakeRequest* request,
                                                              v1::QueryValueAtStakeResponse* response) {
  return rpc::AnswerWaiting(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const ValueAtStake stake, reports_.Value(ReportChannelOf(call.request.channel()),
                                                              PurposeIdOf(call.request.purpose())));
    call.response = ToWire(stake);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentReportApi::QueryDenials(grpc::CallbackServerContext* context,
                                                         const v1::QueryDenialsRequest* request,
                                                         v1::QueryDenialsResponse* response) {
  return rpc::AnswerWaiting(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const auto counts, reports_.Denials(ReportChannelOf(call.request.channel()),
                                                         PurposeIdOf(call.request.purpose())));
    call.response = ToWire(counts);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentReportApi::QueryRefusals(grpc::CallbackServerContext* context,
                                                          const v1::QueryRefusalsRequest* request,
                                                          v1::QueryRefusalsResponse* response) {
  return rpc::AnswerWaiting(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const int months = MonthsOf(call.request.month_count());
    ASSIGN_OR_RETURN(const auto by_month, reports_.RefusalsByMonth(months));
    for (const RefusalMonth& month : by_month) *call.response.add_months() = ToWire(month);
    ASSIGN_OR_RETURN(const auto by_campaign, reports_.RefusalsByCampaignIn(months));
    for (const RefusalsByCampaign& of : by_campaign) *call.response.add_campaigns() = ToWire(of);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentReportApi::SuggestCampaign(grpc::CallbackServerContext* context,
                                                            const v1::SuggestCampaignRequest* request,
                                                            v1::SuggestCampaignResponse* response) {
  return rpc::AnswerWaiting(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const CampaignSuggestion made, reports_.Suggest(PurposeIdOf(call.request.purpose())));
    call.response = ToWire(made);
    return absl::OkStatus();
  });
}

}  // namespace bestand::consent
