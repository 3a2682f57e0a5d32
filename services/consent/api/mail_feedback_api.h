#pragma once

#include "bestand/consent/v1/mail_feedback_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/consent/domain/mail_reports/mail_report.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of MailFeedbackService; what they promise stands in the proto. Threads may share it.
class MailFeedbackApi final : public v1::MailFeedbackService::CallbackService {
 public:
  MailFeedbackApi(MailReports& reports, rpc::Runtime& runtime) : reports_(reports), runtime_(runtime) {}

  grpc::ServerUnaryReactor* RecordMailReport(grpc::CallbackServerContext* context,
                                             const v1::RecordMailReportRequest* request,
                                             v1::RecordMailReportResponse* response) override;

 private:
  MailReports& reports_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::consent
