#include "services/scoring/api/dormancy_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/status.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/scoring/api/day_wire.h"
#include "services/scoring/api/dormancy_wire.h"
#include "services/scoring/api/score_wire.h"
#include "services/scoring/work/leaving.h"

namespace bestand::scoring {

grpc::ServerUnaryReactor* DormancyApi::BatchAssessDormancy(grpc::CallbackServerContext* context,
                                                           const v1::BatchAssessDormancyRequest* request,
                                                           v1::BatchAssessDormancyResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return Assess(call.request, call.response);
  });
}

absl::Status DormancyApi::Assess(const v1::BatchAssessDormancyRequest& request,
                                 v1::BatchAssessDormancyResponse& response) const {
  std::vector<std::string> ids;
  for (const std::string& customer : request.customers()) ids.push_back(CustomerIdOf(customer));
  std::optional<int> horizon_days;
  if (request.has_horizon()) horizon_days = HorizonDays(request.horizon());
  ASSIGN_OR_RETURN(const auto results, parts_.dormancies.AssessMany(ids, horizon_days));
  for (const auto& result : results) {
    v1::DormancyResult& wire = *response.add_results();
    if (result.ok()) {
      ToWire(*result, *wire.mutable_dormancy());
    } else {
      *wire.mutable_error() = rpc::ToWireStatus(result.status());
    }
  }
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* DormancyApi::GetDormancyReport(grpc::CallbackServerContext* context,
                                                         const v1::GetDormancyReportRequest* request,
                                                         v1::GetDormancyReportResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    const std::string id = IdOf(call.request.name(), "models/*").value_or("");
    ASSIGN_OR_RETURN(const auto model, id == "active" ? parts_.models.FindActive() : parts_.models.Find(id));
    ToWire(*model, call.response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* DormancyApi::ListGivenReasons(grpc::CallbackServerContext* context,
                                                        const v1::ListGivenReasonsRequest* request,
                                                        v1::ListGivenReasonsResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    std::optional<absl::Time> since;
    if (call.request.has_since_time()) since = ToTime(call.request.since_time());
    ASSIGN_OR_RETURN(const auto reasons, CountGivenReasons(parts_.given_reasons, parts_.scores, since));
    ToWire(reasons, call.response);
    return absl::OkStatus();
  });
}

}  // namespace bestand::scoring
