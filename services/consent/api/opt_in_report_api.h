#pragma once

#include "bestand/consent/v1/opt_in_report_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/time/clock.h"
#include "services/consent/domain/contact_store.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of OptInReportService; what they promise stands in the proto. Threads may share it.
class OptInReportApi final : public v1::OptInReportService::CallbackService {
 public:
  struct Parts {
    ContactStore& contacts;
    PurposeStore& purposes;
    const ContactRules& rules;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit OptInReportApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* QueryOptInRate(grpc::CallbackServerContext* context,
                                           const v1::QueryOptInRateRequest* request,
                                           v1::QueryOptInRateResponse* response) override;

 private:
  const Parts parts_;
};

}  // namespace bestand::consent
