#include "services/scoring/api/model_report_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "services/scoring/api/model_report_wire.h"

namespace bestand::scoring {
namespace {

absl::Status CheckRequest(const v1::GetModelReportRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "models/*");
  return found.ToStatus();
}

}  // namespace

grpc::ServerUnaryReactor* ModelReportApi::GetModelReport(grpc::CallbackServerContext* context,
                                                         const v1::GetModelReportRequest* request,
                                                         v1::GetModelReportResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const std::string id = IdOf(call.request.name(), "models/*").value_or("");
    ASSIGN_OR_RETURN(const auto model, id == "active" ? models_.FindActive() : models_.Find(id));
    ASSIGN_OR_RETURN(const ModelReport report, models_.FindReport(model->id));
    *call.response.mutable_report() = ToWire(*model, report);
    return absl::OkStatus();
  });
}

}  // namespace bestand::scoring
