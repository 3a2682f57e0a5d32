#include "services/consent/api/mail_feedback_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/violations.h"
#include "services/consent/work/mail_reports/read_report.h"

namespace bestand::consent {
namespace {

absl::Status CheckRequest(const v1::RecordMailReportRequest& request) {
  Violations found;
  found.Unless(!request.raw_message().empty(), "raw_message", "is missing; give the whole mail as it came");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

v1::MailReportEffect ToWire(MailReportKind effect) {
  switch (effect) {
    case MailReportKind::kSoftBounce:
      return v1::MAIL_REPORT_EFFECT_SOFT_BOUNCE;
    case MailReportKind::kBounce:
      return v1::MAIL_REPORT_EFFECT_BOUNCED;
    case MailReportKind::kComplaint:
      return v1::MAIL_REPORT_EFFECT_COMPLAINED;
    default:
      return v1::MAIL_REPORT_EFFECT_NONE;
  }
}

}  // namespace

grpc::ServerUnaryReactor* MailFeedbackApi::RecordMailReport(grpc::CallbackServerContext* context,
                                                            const v1::RecordMailReportRequest* request,
                                                            v1::RecordMailReportResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const MailReport report, ReadMailReport(call.request.raw_message()));
    ASSIGN_OR_RETURN(const RecordedReport recorded, reports_.Record(report));
    call.response.set_effect(ToWire(recorded.effect));
    call.response.set_log_size(recorded.log_size);
    return absl::OkStatus();
  });
}

}  // namespace bestand::consent
